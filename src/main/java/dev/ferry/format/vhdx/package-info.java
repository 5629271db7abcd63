/**
 * The VHDX format, version 2 of Hyper-V's virtual disks, as far as an export needs it: writing a new dynamic disk.
 * What an existing file is, is answered by {@code format.disk}.
 *
 * <p>Start at {@link dev.ferry.format.vhdx.VhdxWriter}; {@link dev.ferry.format.vhdx.VhdxLayout} has the places and GUIDs.
 */
package dev.ferry.format.vhdx;
