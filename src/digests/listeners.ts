import { z } from "zod";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { section } from "../platform/slack/blocks.ts";
import { type Listening, onPress, onPressOf, type Press } from "../platform/slack/listening.ts";
import { addToRecordView, showOver, viewOfItem } from "../register/views.ts";
import { ACKNOWLEDGE, READ_WHOLE, SHOW_SOURCES } from "./editions/blocks.ts";
import { acknowledgeEdition } from "./editions/use-cases-acknowledging.ts";
import { holdPart, releasePart } from "./holds/use-cases.ts";
import { digestView, homeIds, partSchema, previewView } from "./home/blocks.ts";
import { previewPart, readOwnDigest } from "./home/use-cases.ts";
import { answerValueSchema, openItemSchema, pageValueSchema, readValueSchema, sourceIds } from "./sources/blocks.ts";
import { answerFor, readSource, type SourcesResult, showSources } from "./sources/use-cases.ts";
import { digestTexts } from "./texts.ts";

export function registerDigestListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, SHOW_SOURCES, async (press) => {
    const result = await showSources(services, { viewer: press.actor, editionId: press.value, page: 0 });
    await show(press, result, press.open);
  });

  onPress(listening, ACKNOWLEDGE, async ({ actor, value, reply }) => {
    const { isFirst, at } = await acknowledgeEdition(services, actor, value);
    const reader = readerOf(actor);
    const texts = digestTexts(reader).acknowledge;
    const text = isFirst ? texts.done : texts.again(reader, at);
    await reply({ text, blocks: [section(text)] });
  });

  onPress(listening, homeIds.read, async ({ actor, value, client, triggerId }) => {
    const edition = await readOwnDigest(services, actor, value);
    await client.views.open({ trigger_id: triggerId, view: digestView(readerOf(actor), edition) });
  });

  onPressOf(listening, homeIds.preview, partSchema, async ({ actor, value: part, client, triggerId }) => {
    const { document, reader } = await previewPart(services, actor, part);
    const view = previewView(readerOf(actor), { document, of: reader, at: services.clock.now() });
    await client.views.open({ trigger_id: triggerId, view });
  });

  for (const [actionId, act] of [[homeIds.hold, holdPart] as const, [homeIds.release, releasePart] as const])
    onPressOf(listening, actionId, partSchema, async ({ actor, value: { programId, rhythm } }) => {
      if (rhythm) await act(services, actor, { programId, rhythm });
    });

  for (const turn of [sourceIds.earlier, sourceIds.later])
    onPressOf(listening, turn, pageValueSchema, async (press) => {
      const { view: open } = press;
      if (!open) return;
      const { editionId, page } = press.value;
      const result = await showSources(services, { viewer: press.actor, editionId, page });
      await show(press, result, (view) => press.client.views.update({ view_id: open.id, hash: open.hash, view }));
    });

  onPressOf(listening, sourceIds.addToRecord, answerValueSchema, async (press) => {
    const { value: asked } = press;
    const answer = await answerFor(services, { viewer: press.actor, ...asked });
    if (!answer) return press.reply({ text: digestTexts(readerOf(press.actor)).sources.forbidden, blocks: [] });
    const begun = { ...answer, type: "action", isTypeFixed: false } as const;
    const sourceKey = `answer:${asked.checkInId}:${asked.question}`;
    await showOver(press, await addToRecordView(services, press.actor, { ...begun, sourceKey }));
  });

  for (const read of [sourceIds.read, READ_WHOLE])
    onPressOf(listening, read, z.union([openItemSchema, readValueSchema]), async (press) => {
      const { value: chosen } = press;
      if ("itemId" in chosen) return showOver(press, await viewOfItem(services, press.actor, chosen.itemId));
      const { editionId, checkInId } = chosen;
      const result = await readSource(services, { viewer: press.actor, editionId, checkInId });
      await show(press, result, press.open);
    });
}

async function show(
  press: Pick<Press<Person>, "reply">,
  result: SourcesResult,
  open: (view: Extract<SourcesResult, { kind: "view" }>["view"]) => Promise<unknown>,
): Promise<void> {
  if (result.kind === "view") await open(result.view);
  else await press.reply({ text: result.sentence, blocks: [] });
}
