/** The reasons of `workflow/shelves.ts`, which the browser may not import. */
export const RETIRE_REASONS = ['takeDown', 'outdated', 'superseded', 'lowPlay', 'ownerRequest', 'other'] as const
