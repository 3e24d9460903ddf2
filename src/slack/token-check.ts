/** A plain call to Slack for what the SDK hides: the token's scopes and Slack's time. */
import { z } from "zod";
import type { Clock, Instant } from "../platform/clock.ts";
import type { DrumbeatError } from "../platform/errors.ts";
import type { Fetch } from "../platform/network.ts";
import { deepestReason, networkFault } from "../platform/network-fault.ts";
import { addMs, msBetween } from "../platform/time.ts";

export type SlackReply =
  | {
      kind: "answered";
      ok: boolean;
      error: string | null;
      teamId: string | null;
      team: string | null;
      /** Null when the answer does not say. */
      scopes: string[] | null;
      /** Slack's time minus ours, in milliseconds; null if unknown. */
      aheadMs: number | null;
    }
  /** `fault`: the network fault, if known. */
  | { kind: "unreachable"; problem: string; fault: DrumbeatError | null };

export const SLACK_API = "https://slack.com/api/";
const TIMEOUT_MS = 10_000;
const answerSchema = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team_id: z.string().optional(),
  team: z.string().optional(),
});

export async function askSlack(
  { clock, fetch }: { clock: Clock; fetch: Fetch },
  {
    method,
    token,
    apiUrl = SLACK_API,
  }: { method: "auth.test" | "apps.connections.open"; token: string; apiUrl?: string },
): Promise<SlackReply> {
  const asked = clock.now();
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answered = clock.now();
    const body = answerSchema.safeParse(await response.json().catch(() => null));
    if (!body.success) return { kind: "unreachable", problem: `HTTP ${response.status}`, fault: null };
    const { ok, error, team_id, team } = body.data;
    return {
      kind: "answered",
      ok,
      error: error ?? null,
      teamId: team_id ?? null,
      team: team ?? null,
      scopes: scopesIn(response.headers.get("x-oauth-scopes")),
      aheadMs: aheadOf(response.headers.get("date"), asked, answered),
    };
  } catch (error) {
    return { kind: "unreachable", problem: deepestReason(error), fault: networkFault(error) };
  }
}

function scopesIn(header: string | null): string[] | null {
  return header === null ? null : header.split(/[\s,]+/).filter((scope) => scope !== "");
}

/** The header has whole seconds and was written between both instants; only the rest is a difference. */
function aheadOf(date: string | null, asked: Instant, answered: Instant): number | null {
  const written = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(written)) return null;
  const from = new Date(written).toISOString();
  if (msBetween(answered, from) > 0) return msBetween(answered, from);
  const until = addMs(from, 1000);
  return msBetween(asked, until) < 0 ? msBetween(asked, until) : 0;
}
