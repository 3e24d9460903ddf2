/** What has come of asking the real Slack: pure. */
import type { Arriving } from "../../slack/kinds-received.ts";
import { type DoctorCheck, type Finding, finding } from "../finding.ts";
import type { DoctorSentence, LiveStep } from "../texts.ts";

/** What Slack answers to whoever asks too often. */
export const RATE_LIMITED = "ratelimited";

/** Slack's error for a payload; `null`: accepted. */
export type Verdict = { name: string; error: string | null };

export interface KindsSeen {
  verdicts: readonly Verdict[];
  /** Not looked at, since Slack had enough of us. */
  left: number;
}

export function kindFindings({ verdicts, left }: KindsSeen): Finding[] {
  const refused = verdicts.filter(({ error }) => error !== null);
  return [
    ...refused.map(({ name, error }) => finding("live-messages", "fail", "live-kind-refused", facts({ name, error }))),
    ...(refused.length < verdicts.length
      ? [finding("live-messages", "ok", "live-kinds-ok", { count: verdicts.length - refused.length })]
      : []),
    ...limited("live-messages", left),
  ];
}

/** Of the pages of a Home. */
export function homeFindings(verdicts: readonly Verdict[]): Finding[] {
  return findingsOf(verdicts, { check: "live-home", ok: "live-home-ok", refused: "live-home-refused" });
}

/** Verdicts on what commands open or answer; `name`: the command. */
export function commandFindings(verdicts: readonly Verdict[]): Finding[] {
  return findingsOf(verdicts, { check: "live-commands", ok: "live-commands-ok", refused: "live-command-refused" });
}

function findingsOf(
  verdicts: readonly Verdict[],
  as: { check: DoctorCheck; ok: DoctorSentence; refused: DoctorSentence },
): Finding[] {
  const ok = verdicts.filter(({ error }) => error === null).length;
  const left = verdicts.filter(({ error }) => error === RATE_LIMITED).length;
  return [
    ...verdicts.flatMap((each) =>
      each.error === null || each.error === RATE_LIMITED ? [] : [finding(as.check, "fail", as.refused, facts(each))],
    ),
    ...(ok > 0 ? [finding(as.check, "ok", as.ok, { count: ok })] : []),
    ...limited(as.check, left),
  ];
}

function limited(check: DoctorCheck, left: number): Finding[] {
  return left > 0 ? [finding(check, "warn", "live-limited", { count: left })] : [];
}

/** Of kinds of requests: those of which none has come. */
export function arrivalFindings(never: readonly Arriving[]): Finding[] {
  if (never.length === 0) return [finding("live-arrivals", "ok", "live-arrived")];
  return [finding("live-arrivals", "warn", "live-never-arrived", { kinds: never.join(" ") })];
}

/** A step with how long it took, or what kept it. */
export type Stepped = { step: LiveStep; ms: number } | { step: LiveStep; error: string };

export function stepFindings(stepped: readonly Stepped[]): Finding[] {
  const times = Object.fromEntries(stepped.flatMap((each) => ("ms" in each ? [[each.step, each.ms]] : [])));
  return [
    ...stepped.flatMap((each) =>
      "error" in each && each.error !== RATE_LIMITED
        ? [finding("live-round-trip", "fail", "live-step-failed", { step: each.step, error: each.error })]
        : [],
    ),
    ...(Object.keys(times).length > 0 ? [finding("live-round-trip", "ok", "live-times", times)] : []),
    ...limited("live-round-trip", stepped.filter((each) => "error" in each && each.error === RATE_LIMITED).length),
  ];
}

function facts({ name, error }: Verdict): Finding["facts"] {
  return { name, error: error ?? "" };
}
