/** What a topic is called, for the record of what was decided about it. */
import type { Db, Tx } from "../platform/database.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import type { Topic } from "./meetings.ts";
import { meetingTexts } from "./texts.ts";

export async function topicTitleOf(
  db: Db | Tx,
  reader: Pick<Reader, "locale">,
  topic: Pick<Topic, "workspace_id" | "program_id" | "source" | "item_id" | "title">,
): Promise<string> {
  const texts = textsFor(meetingTexts, reader).topic;
  if (topic.source === "follow-up") return texts.followUp;
  if (topic.source === "quarter") return texts.quarter;
  if (topic.source === "status") return texts.status;
  if (topic.item_id === null) return topic.title;
  const wanted = { ids: [topic.item_id] };
  const [item] = await itemsOfPrograms(db, topic.workspace_id, [topic.program_id], wanted);
  return item?.title ?? topic.title;
}
