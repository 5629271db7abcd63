/**
 * What an export, an import or a definition consists of: from a wish and an inventory of what is on the disks, the planners
 * decide names, places, identities and networks. They never look at a disk themselves, and a refusal comes before any effect.
 * Start at {@link dev.ferry.model.transfer.Assignment}, then read the planner of your kind.
 */
package dev.ferry.model.transfer;
