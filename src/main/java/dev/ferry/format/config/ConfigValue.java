package dev.ferry.format.config;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** A typed value, in the types that the XML form has. */
public sealed interface ConfigValue {
    /** The word for the type, as the {@code type} attribute has it. */
    String typeName();

    static ConfigValue of(String text) {
        return new StringValue(text);
    }

    static ConfigValue of(long number) {
        return new IntegerValue(number);
    }

    static ConfigValue of(boolean flag) {
        return new BoolValue(flag);
    }

    static ConfigValue of(byte[] bytes) {
        return new BytesValue(bytes);
    }

    /** A signed 64-bit number. */
    record IntegerValue(long number) implements ConfigValue {
        @Override
        public String typeName() {
            return "integer";
        }
    }

    /** Text, kept to the character. */
    record StringValue(String text) implements ConfigValue {
        public StringValue {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String typeName() {
            return "string";
        }
    }

    /** A flag. */
    record BoolValue(boolean flag) implements ConfigValue {
        @Override
        public String typeName() {
            return "bool";
        }
    }

    /** Bytes that nobody can change: copied on the way in and on the way out. */
    final class BytesValue implements ConfigValue {
        private final byte[] bytes;

        public BytesValue(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String typeName() {
            return "bytes";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BytesValue that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "BytesValue[" + HexFormat.of().formatHex(bytes) + "]";
        }
    }
}
