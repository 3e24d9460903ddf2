/**
 * What the first lines of a digest may say of a portfolio, program by program. Written from what is promised
 * (docs/digest.md), and calls nothing of the product.
 */

export interface Told {
  title: string;
  /** Given by the lead in the month of the digest; null: the lead has not answered in it. */
  colour: "green" | "amber" | "red" | null;
  /** Of the month before. */
  before: "green" | "amber" | "red" | null;
  isDoubted: boolean;
  /** Of a request: whose it is to decide, and what it waits for. */
  ask: "none" | "mine" | "mine-overdue" | "mine-put-off" | "of-another";
  /** The request was made in the answer of the month. */
  isAskedNow: boolean;
  isBlocked: boolean;
  /** So an earlier digest told, and it is not solved. */
  wasBlocked: boolean;
  /** The target date moved, so many days. */
  moved: number;
  /** The team, which is asked too, did not answer. */
  isTeamSilent: boolean;
  /** The lead's own line, given with the colour: it asks for what the request is for, or says how all of it goes. */
  line: "none" | "of-all" | "asks";
}

/** Nothing is needed of the reader, and all that could say otherwise was heard. */
export function isCalm(one: Told): boolean {
  return (
    one.colour === "green" &&
    !one.isDoubted &&
    one.line !== "asks" &&
    one.ask === "none" &&
    !one.isBlocked &&
    !one.wasBlocked &&
    one.moved <= 0 &&
    !one.isTeamSilent
  );
}

export const ORDER = [
  "overdue",
  "ask",
  "red",
  "was-red",
  "doubted",
  "slipped",
  "amber",
  "recovered",
  "silent",
] as const;
export type Kind = (typeof ORDER)[number];

/** The kind of the weightiest thing that happened; null where nothing did. */
export function weightiest(all: readonly Told[]): Kind | null {
  return ORDER.find((kind) => all.some((one) => kindsOf(one).includes(kind))) ?? null;
}

export function kindsOf(one: Told): Kind[] {
  const kinds: Kind[] = [];
  if (one.ask === "mine-overdue") kinds.push("overdue");
  if (one.ask === "mine") kinds.push("ask");
  if (one.colour === "red" || one.colour === "amber") kinds.push(one.colour);
  if (one.colour === null && one.before === "red") kinds.push("was-red");
  if (one.colour === "green" && one.isDoubted) kinds.push("doubted");
  if (one.moved > 0) kinds.push("slipped");
  if (one.colour === "green" && (one.before === "red" || one.before === "amber")) kinds.push("recovered");
  if (one.colour === null && one.isTeamSilent) kinds.push("silent");
  return kinds;
}

/**
 * Whether the lead's line says what weighs most, and speaks to the reader: the colour was given with it; a request is in
 * it where it asks for the same.
 */
export function isLineAbout(one: Told, kind: Kind): boolean {
  if (one.line === "none" || one.colour === null) return false;
  if (one.line === "asks" && one.ask === "of-another" && one.isAskedNow) return false;
  if (kind === "ask") return one.line === "asks" && one.isAskedNow;
  return (kind === "red" || kind === "amber" || kind === "recovered") && one.colour === COLOUR_OF[kind];
}

const COLOUR_OF = { red: "red", amber: "amber", recovered: "green" } as const;
