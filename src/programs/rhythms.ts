/** The rhythms with which a program can begin. */

export const RHYTHMS = ["weekly", "monthly", "daily"] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** Ticked in the form of a new program. */
export const USUAL_RHYTHMS: readonly Rhythm[] = ["weekly", "monthly"];

export function rhythmsIn(ticked: readonly string[]): Rhythm[] {
  return RHYTHMS.filter((rhythm) => ticked.includes(rhythm));
}
