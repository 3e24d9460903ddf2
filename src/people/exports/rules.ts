/** What whoever runs Drumbeat asks for when they have a file made. Pure. */

export interface AskedForNames {
  isNamed: boolean;
  reason: string;
}

/** Null where these two do not go together. */
export function askedForNames({ names, reason }: { names: boolean; reason: string }): AskedForNames | null {
  return reason !== "" && !names ? null : { isNamed: names, reason: reason.trim() };
}
