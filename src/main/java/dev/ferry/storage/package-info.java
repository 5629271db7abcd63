/**
 * The hands: volumes, paths, copying, hashing, staging, manifests. Everything here blocks, knows no actors, and can be done
 * twice. Files are opened below a volume's root without following links, through the C library ({@link Posix#linux} is the only
 * class that calls it). What goes wrong leaves as a {@link StorageException}: a refusal, and whether it may pass by itself.
 *
 * <p>Start at {@link VolumeTable} (text to place) and {@link Volume} (what can be done there); then {@link SparseCopy},
 * {@link ReadBack} and {@link Publisher}, which are an export from the first byte to the last rename.
 */
package dev.ferry.storage;
