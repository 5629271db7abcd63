/**
 * What a configuration says about a virtual system: reading it into the model's settings, and writing settings back into
 * a configuration, either into the one a real host made (everything unknown in it survives) or into a skeleton of our own.
 *
 * <p>Start at {@link dev.ferry.format.definition.DefinitionReader} and
 * {@link dev.ferry.format.definition.DefinitionWriter}; {@link dev.ferry.format.definition.Devices} has the names.
 */
package dev.ferry.format.definition;
