package dev.ferry.cluster;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * Who says which nodes belong to the cluster: a key and a certificate of its own. All certificates that it issues have the same
 * common name, by which two nodes recognise that they are of one cluster; the unit tells whose each is.
 */
record Authority(PrivateKey key, X509Certificate certificate) {
    static final Duration LIFETIME = Duration.ofDays(3650);
    /** Short, so that one that got lost is soon worth nothing; long enough for a node that was off over a holiday. */
    static final Duration NODE_LIFETIME = Duration.ofDays(30);
    /** Clocks of nodes may differ by so much. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** Made in a millisecond, and cheap at each handshake. */
    private static final String CURVE = "secp256r1";

    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), RANDOM);
        return generator.generateKeyPair();
    }

    static Authority create(String clusterId, Instant now) throws GeneralSecurityException {
        KeyPair keys = newKeys();
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "ferry-authority-" + clusterId)
                .build();
        X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now, LIFETIME);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return new Authority(keys.getPrivate(), signed(builder, keys.getPrivate()));
    }

    X509Certificate issue(String clusterId, String node, PublicKey owner, Instant now) throws GeneralSecurityException {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "ferry-" + clusterId)
                .addRDN(BCStyle.OU, node)
                .build();
        KeyPurposeId[] both = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        return issued(subject, owner, now, new ExtendedKeyUsage(both), Optional.empty());
    }

    /** For a server that is known by these names and addresses: no node, whatever it shows. */
    X509Certificate issueServer(List<String> names, PublicKey owner, Instant now) throws GeneralSecurityException {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "ferry-doors")
                .addRDN(BCStyle.OU, names.getFirst())
                .build();
        GeneralName[] known = names.stream()
                .map(name ->
                        new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return issued(
                subject,
                owner,
                now,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth),
                Optional.of(new GeneralNames(known)));
    }

    private X509Certificate issued(
            X500Name subject, PublicKey owner, Instant now, ExtendedKeyUsage usage, Optional<GeneralNames> names)
            throws GeneralSecurityException {
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = builder(issuer, subject, owner, now, NODE_LIFETIME);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, usage);
            if (names.isPresent()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names.get());
            }
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return signed(builder, key);
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey owner, Instant now, Duration lifetime) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, RANDOM).add(BigInteger.ONE),
                Date.from(now.minus(SLACK)),
                Date.from(now.plus(lifetime)),
                subject,
                owner);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(signature(key)).build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** An authority of an older build has an RSA key. */
    static String signature(PrivateKey key) {
        return "SHA256with" + (key.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
    }
}
