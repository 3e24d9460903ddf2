/** What has come of asking the real Slack: pure. */
import { type Finding, finding } from "../finding.ts";

export const STEPS = ["post", "update", "reply", "upload", "remove"] as const;
export type LiveStep = (typeof STEPS)[number];

/** What Slack says of something made for it; `null`: it takes it. */
export type Verdict = { name: string; error: string | null };

export interface KindsSeen {
  verdicts: readonly Verdict[];
  /** Never sent here, so that there is nothing to make one of. */
  never: readonly string[];
  /** The last one could not be made again. */
  unmade: readonly string[];
  /** Not looked at, since Slack had enough of us. */
  left: number;
}

export function kindFindings({ verdicts, never, unmade, left }: KindsSeen): Finding[] {
  const refused = verdicts.filter(({ error }) => error !== null);
  return [
    ...refused.map(({ name, error }) => finding("live-messages", "fail", "live-kind-refused", said({ name, error }))),
    ...(refused.length < verdicts.length
      ? [finding("live-messages", "ok", "live-kinds-ok", { count: verdicts.length - refused.length })]
      : []),
    ...(unmade.length > 0
      ? [finding("live-messages", "ok", "live-kinds-unmade", { count: unmade.length, kinds: unmade.join(", ") })]
      : []),
    ...(never.length > 0 ? [finding("live-messages", "ok", "live-kinds-never", { count: never.length })] : []),
    ...(left > 0 ? [finding("live-messages", "warn", "live-limited", { count: left })] : []),
  ];
}

/** Of the pages of a Home. */
export function homeFindings(verdicts: readonly Verdict[]): Finding[] {
  const refused = verdicts.filter(({ error }) => error !== null);
  if (refused.length === 0) return [finding("live-home", "ok", "live-home-ok", { count: verdicts.length })];
  return refused.map((one) => finding("live-home", "fail", "live-home-refused", said(one)));
}

/** A step with how long it took, or what kept it. */
export type Stepped = { step: LiveStep; ms: number } | { step: LiveStep; error: string };

/** `isLeft`: something that was posted is still there. */
export function stepFindings(stepped: readonly Stepped[], { isLeft }: { isLeft: boolean }): Finding[] {
  const times = Object.fromEntries(stepped.flatMap((one) => ("ms" in one ? [[one.step, one.ms]] : [])));
  return [
    ...stepped.flatMap((one) =>
      "error" in one ? [finding("live-round-trip", "fail", `live-${one.step}-failed`, { error: one.error })] : [],
    ),
    ...(Object.keys(times).length > 0 ? [finding("live-round-trip", "ok", "live-times", times)] : []),
    ...(isLeft ? [finding("live-round-trip", "warn", "live-left")] : []),
  ];
}

function said({ name, error }: Verdict): Finding["said"] {
  return { name, error: error ?? "" };
}
