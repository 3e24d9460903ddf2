/** What people do with meetings of a committee, under the rule of acts.ts. */
import type { ActOf } from "../../src/demo/scenario.ts";
import { type Run, sentAs } from "../support/run.ts";
import { by, perform, plain } from "./acts.ts";

export async function setMeetingDates(run: Run, who: string, dates: ActOf<"set-meeting-dates">): Promise<void> {
  await perform(run, { ...by(run, who), do: "set-meeting-dates", ...dates });
}

export async function giveAgenda(run: Run, secretary: string): Promise<void> {
  await perform(run, { ...by(run, secretary), do: "give-agenda" });
}

export async function approveAgenda(run: Run, chair: string): Promise<void> {
  await perform(run, { ...by(run, chair), do: "approve-agenda" });
}

/** What was decided and who does what by topic, then who was there. */
export async function recordMeeting(
  run: Run,
  secretary: string,
  { topics, present }: ActOf<"record-meeting"> & ActOf<"close-meeting">,
): Promise<void> {
  await perform(run, { ...by(run, secretary), do: "record-meeting", topics });
  await perform(run, { ...by(run, secretary), do: "close-meeting", present });
}

export async function sendRecord(run: Run, chair: string): Promise<void> {
  await perform(run, { ...by(run, chair), do: "send-record" });
}

/** The newest agenda that somebody has, as it reads now; null: none came to them. */
export function agendaSeenBy(run: Run, who: string): Promise<string | null> {
  return newest(run, "meeting-agenda", who);
}

/** The same of the record. */
export function recordSeenBy(run: Run, who: string): Promise<string | null> {
  return newest(run, "meeting-record", who);
}

async function newest(run: Run, kind: string, who: string): Promise<string | null> {
  const sent = (await sentAs(run, kind, who)).at(-1);
  return sent ? plain(sent.text) : null;
}
