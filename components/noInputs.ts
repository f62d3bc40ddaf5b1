/**
 * What a component tells the engine of its own inputs: nothing. Its children carry them all, and a component that repeated them
 * would be counted as a second resource updated whenever one of them changes.
 */
export const NO_INPUTS = {};
