package dev.ferry.security;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;

/** Why an account was not changed. */
public final class AccountRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    AccountRefused(ReturnCode code, String message, String remedy) {
        super(message + " " + remedy);
        this.refusal = Refusal.of(code, message, remedy);
    }

    AccountRefused(ReturnCode code, String message, String remedy, Throwable cause) {
        super(message + " " + remedy, cause);
        this.refusal = Refusal.of(code, message, remedy);
    }

    public Refusal refusal() {
        return refusal;
    }
}
