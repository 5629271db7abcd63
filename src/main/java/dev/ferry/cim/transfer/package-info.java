/**
 * The settings of exports and imports as instances, and what they mean: texts and instances become the records that the services
 * take, or a refusal with the code that the methods answer. Nothing is ignored silently: what cannot be carried out yet is refused.
 * Pure; no service is asked here.
 *
 * <p>Start at {@link dev.ferry.cim.transfer.ExportSettingDataV1} and {@link dev.ferry.cim.transfer.ImportSettingDataV1}.
 */
package dev.ferry.cim.transfer;
