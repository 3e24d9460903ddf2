import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { type Listening, onPress } from "../../platform/slack/listening.ts";
import { noticeIds, noticeView } from "./blocks.ts";
import { noticeAsAWhole } from "./use-cases.ts";

export function registerNoticeListeners(listening: Listening<Person>, { db }: Pick<Services, "db">): void {
  onPress(listening, noticeIds.open, async (press) => {
    const { actor } = press;
    await press.open(noticeView(readerOf(actor), await noticeAsAWhole(db, actor.workspace_id)));
  });
}
