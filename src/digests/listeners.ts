import { z } from "zod";
import { type Person, readerOf } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { type Listening, onPress, onPressOf, onSubmit, type Press } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import { addToRecordView, showOver, viewOfItem } from "../register/views.ts";
import { ACKNOWLEDGE, FORWARD, footMenu, SHOW_SOURCES } from "./editions/blocks.ts";
import { editionTexts } from "./editions/texts.ts";
import { sendDocument } from "./editions/use-cases-files.ts";
import { noteSeen } from "./editions/use-cases-seen.ts";
import { coloursAsked } from "./events.ts";
import { FORWARDED, forwardView } from "./forwarding/blocks.ts";
import { textToForward } from "./forwarding/use-cases.ts";
import { holdPart, releasePart } from "./holds/use-cases.ts";
import { digestView, homeIds, partSchema } from "./home/blocks.ts";
import { viewOfComing, viewOfPreview } from "./home/cards.ts";
import { readOwnDigest } from "./home/use-cases.ts";
import { offerIds } from "./offers.ts";
import {
  answersView,
  answerValueSchema,
  openItemSchema,
  pageValueSchema,
  readValueSchema,
  sourceIds,
} from "./sources/blocks.ts";
import { answerFor, readSource, type SourcesResult, shortenedAnswers, showSources } from "./sources/use-cases.ts";
import { digestTexts } from "./texts.ts";

export function registerDigestListeners(listening: Listening<Person>, services: Services): void {
  const openSources = async (press: Press<Person>, editionId: string) =>
    show(press, await showSources(services, { viewer: press.actor, editionId, page: 0 }), press.open);
  onPress(listening, SHOW_SOURCES, (press) => openSources(press, press.value));

  footMenu.listen(listening, async (press, choice, editionId) => {
    const { actor } = press;
    if (choice === "sources") return openSources(press, editionId);
    if (choice === "why")
      return coloursAsked.happened(services, services.db, { person: actor, editionId, open: press.open });
    if (choice === "pdf" || choice === "csv") {
      const came = await sendDocument(services, actor, { editionId, format: choice });
      const text = textsFor(editionTexts, readerOf(actor)).foot.file[came];
      return press.reply({ text, blocks: [] });
    }
    await press.open(answersView(readerOf(actor), editionId, await shortenedAnswers(services, actor, editionId)));
  });

  onPress(listening, FORWARD, async (press) => {
    const { actor, value } = press;
    await press.open(forwardView(readerOf(actor), value, await textToForward(services, actor, value)));
  });
  onSubmit(listening, FORWARDED, async ({ actor, privateMetadata }) => {
    await readOwnDigest(services, actor, privateMetadata);
    return { close: true };
  });

  onPress(listening, ACKNOWLEDGE, async ({ actor, value }) => {
    // That it was pressed is all that it takes.
    await readOwnDigest(services, actor, value);
  });

  onPress(listening, offerIds.read, async (press) => {
    const { actor, value } = press;
    const edition = await readOwnDigest(services, actor, value);
    await press.open(digestView(readerOf(actor), edition));
    await noteSeen(services, actor, value);
  });

  onPressOf(listening, homeIds.preview, partSchema, async ({ actor, value: part, open }) => {
    await open(await viewOfPreview(services, actor, part));
  });

  for (const [actionId, act] of [[homeIds.hold, holdPart] as const, [homeIds.release, releasePart] as const])
    onPressOf(listening, actionId, partSchema, async ({ actor, value: { programId, rhythm }, view: open, client }) => {
      if (rhythm) await act(services, actor, { programId, rhythm });
      if (!open) return;
      const view = await viewOfComing(services, actor, programId);
      await client.views.update({ view_id: open.id, hash: open.hash, view });
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

  for (const read of [sourceIds.read, offerIds.readWhole])
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
