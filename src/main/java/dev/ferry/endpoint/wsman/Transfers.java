package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.Uris;

/** Operations on one instance. */
final class Transfers {
    private Transfers() {}

    static Answer get(Asked asked) throws Fault.Thrown, CimFailure {
        return new Answer(Uris.TRANSFER + "/GetResponse", asked.writer().instance(found(asked)));
    }

    /** Why the instance is neither changed nor removed; first of all it must be there. */
    static CimFailure unchangeable(Asked asked) throws Fault.Thrown, CimFailure {
        return asked.served()
                .unchangeable(found(asked).className(), asked.visitor().mayChange());
    }

    static CimFailure unmakeable(Asked asked) throws CimFailure {
        return asked.served()
                .unchangeable(asked.resource().className(), asked.visitor().mayChange());
    }

    private static CimInstance found(Asked asked) throws Fault.Thrown, CimFailure {
        try {
            return asked.served().objects().get(asked.served().scope(), asked.target());
        } catch (CimFailure e) {
            if (e.status() == CimStatus.INVALID_PARAMETER) {
                throw asked.unclear(e);
            }
            throw e;
        }
    }
}
