/** What a program needs of its sponsor now, in one word: sponsorship says it (`events.ts`). Pure. */

/** In the order in which a program goes through them. */
export const PHASES = ["alignment", "resources", "obstacles", "sustained"] as const;
export type Phase = (typeof PHASES)[number];
