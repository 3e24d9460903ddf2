/** What a meeting did not come to stands in the next one. */
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { programOf } from "../programs/programs.ts";
import { followDates } from "./dates.ts";
import { actionsIn, insertTopic, type Meeting, type Topic, topicsOf, UNRECORDED, updateTopic } from "./meetings.ts";
import { quarterToConfirm } from "./proposed-topics.ts";

/**
 * Behind what stands in the next meeting already; the topic itself stays, and says so. Where none is planned it waits in this
 * one. Returns where they are now, or null.
 */
export async function carryOver(
  services: Services,
  tx: Tx,
  meeting: Meeting,
  topics: readonly Topic[],
): Promise<Meeting | null> {
  const program = await programOf(tx, meeting.workspace_id, meeting.program_id);
  const coming = await followDates(services, tx, program, meeting.kind);
  const next = coming.find(({ state, starts_at: at }) => state === "planned" && at > meeting.starts_at);
  // What became of the last time and what the quarter brings are put together anew.
  const carried = topics.filter(({ source }) => source !== "follow-up" && source !== "quarter");
  const { quarter } = await quarterToConfirm(tx, program, services.clock.now());
  const unconfirmed = topics.filter(({ source }) => source === "quarter" && quarter !== null);
  for (const topic of unconfirmed) await updateTopic(tx, topic, { state: "carried" });
  const stored = next ? await topicsOf(tx, next) : [];
  let position = Math.max(0, ...stored.map((topic) => topic.position));
  for (const topic of carried) {
    position += 1;
    await updateTopic(tx, topic, { state: "carried" });
    if (!next) continue;
    await insertTopic(tx, {
      ...topic,
      ...UNRECORDED,
      id: services.ids.next(),
      meeting_id: next.id,
      state: "on",
      position,
    });
  }
  return next ?? null;
}

/** Whether anything was recorded about it. */
export function isWritten(topic: Topic): boolean {
  return topic.decided !== "" || topic.option !== null || topic.noted !== "" || actionsIn(topic).length > 0;
}
