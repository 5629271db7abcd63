/**
 * THE FRONT DESK. One class for each service, one method for each operation: look, decide, ask the entity, wait until it shows.
 *
 * <p>No transport and no CIM: doors come here with decoded wishes and take an {@link dev.ferry.model.Outcome} back. Every refusal
 * that can come before an effect does. Start with {@link dev.ferry.service.ExportService}.
 */
package dev.ferry.service;
