/** `/drumbeat my data`: what is kept about whoever asks, page by page, and a copy of it. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import type { MessageKind } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, readerAt } from "../people/people.ts";
import { RETAINED, termInWords } from "../people/retention.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Services } from "../platform/services.ts";
import { capitalised, dateAndTime, languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  lineOf,
  plainSection,
  quote,
  section,
  shorten,
} from "../slack/blocks.ts";
import { doneView, type Listening, onPress, type Press } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { DATA_KINDS } from "./data-map.ts";
import { type MyData, myData, ON_PAGE, ownData, pageOf, type ShownRow } from "./my-data.ts";
import { privacyTexts } from "./texts.ts";

export const myDataIds = {
  open: "my_data.open",
  see: "my_data.see",
  newer: "my_data.newer",
  older: "my_data.older",
  download: "my_data.download",
} as const;

const seeState = z.strictObject({ kind: z.enum(DATA_KINDS), page: z.int().min(0) });
type SeeState = z.infer<typeof seeState>;

const LONGEST_TEXT = 600;
const MOST_TEXTS = 8;

export function myDataCommand(services: Services): NamedCommand<Person> {
  return {
    word: "my-data",
    otherWords: { en: ["my", "data", "my personal data"], fr: ["mes", "données", "données personnelles", "RGPD"] },
    help: (reader) => textsFor(privacyTexts, reader).myData.command,
    label: (reader) => textsFor(privacyTexts, reader).myData.title,
    async handle({ actor, triggerId, client }) {
      await client.views.open({ trigger_id: triggerId, view: await firstPage(services, actor) });
      return null;
    },
  };
}

export function registerMyDataListeners(listening: Listening<Person>, services: Services): void {
  const see = async (actor: Person, state: SeeState) =>
    seeView(readerAt(actor, services.clock.now()), { state, page: await pageOf(services, actor, state) });
  const turn = async ({ actor, view, client }: Press<Person>, by: number) => {
    if (!view) return;
    const { kind, page } = seeState.parse(JSON.parse(view.privateMetadata));
    const turned = await see(actor, { kind, page: Math.max(0, page + by) });
    await client.views.update({ view_id: view.id, hash: view.hash, view: turned });
  };

  onPress(listening, myDataIds.open, async ({ actor, open }) => open(await firstPage(services, actor)));
  onPress(listening, new RegExp(`^${myDataIds.see}:`), async ({ actor, value, open }) =>
    open(await see(actor, seeState.parse({ kind: value, page: 0 }))),
  );
  onPress(listening, myDataIds.older, (press) => turn(press, 1));
  onPress(listening, myDataIds.newer, (press) => turn(press, -1));
  onPress(listening, myDataIds.download, async ({ actor, open }) => {
    await sendOwnData({ ...services, actor });
    await open(doneView(actor, textsFor(privacyTexts, actor).myData.downloadDone));
  });
}

async function firstPage({ db, clock }: Services, actor: Person): Promise<ModalView> {
  return myDataView(readerAt(actor, clock.now()), await myData(db, actor));
}

const ofPerson = z.strictObject({ personId: z.string() });
type OfPerson = z.infer<typeof ofPerson>;

const textIn = (reader: Reader) => {
  const { notFor, myData } = textsFor(privacyTexts, reader);
  return `${notFor} ${myData.fileText}`;
};
const onRequest = { subject: ofPerson, contact: "reply", lane: "now", stillWanted: async () => true } as const;

export const ownDataKind: MessageKind<OfPerson> = {
  ...onRequest,
  kind: "own-data",
  about: () => ({}),
  priority: 20,
  message: async ({ reader }) => ({ text: textIn(reader), blocks: [section(lineOf(textIn(reader)))] }),
};

export const ownDataFileKind: MessageKind<OfPerson> = {
  ...onRequest,
  kind: "own-data-file",
  about: ({ personId }) => ({ person: personId }),
  priority: ownDataKind.priority + 1,
  message: async ({ reader }) => ({ text: textIn(reader), blocks: [] }),
  async files({ db, now, workspaceId, reader }, { personId }) {
    const { myData, notFor } = textsFor(privacyTexts, reader);
    const data = await ownData(db, await getPerson(db, workspaceId, personId), { isThroughSlack: true });
    const name = `${myData.fileName}-${localDateOf(now, reader.zone)}.json`;
    return [{ name, title: myData.title, content: JSON.stringify({ notFor, ...data }, null, 2) }];
  },
};

/** Has what is kept about them sent to them as a file. */
export async function sendOwnData(ctx: ActorContext): Promise<void> {
  const { workspace_id: workspaceId, id: personId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    const key = `own-data:${ctx.ids.next()}`;
    const common = { workspaceId, to: { personId }, notBefore: ctx.clock.now(), subject: { personId } };
    await enqueue(tx, ctx, ownDataKind, { ...common, key });
    await enqueue(tx, ctx, ownDataFileKind, { ...common, key: `${key}:file`, inThreadOf: key });
    await appendAudit(tx, ctx, {
      workspaceId,
      actorId: personId,
      action: "person.exported",
      subject: { kind: "person", id: personId },
    });
  });
}

export function myDataView(reader: Reader, { kinds, retention, contact }: MyData): ModalView {
  const texts = textsFor(privacyTexts, reader);
  const language = languageOf(reader.locale);
  return modal({
    title: texts.myData.title,
    close: texts.close,
    blocks: [
      section(
        `*${texts.notFor}*\n${escapeMrkdwn(texts.contact(contact))}`,
        button(myDataIds.download, texts.myData.download),
      ),
      ...kinds.flatMap(({ kind, count }) =>
        count === 0
          ? []
          : [
              section(
                `*${texts.myData.kinds[kind]}* · ${texts.myData.count(count)}`,
                button(`${myDataIds.see}:${kind}`, texts.myData.see, { value: kind }),
              ),
            ],
      ),
      header(texts.agesHead),
      plainSection(
        RETAINED.map((kind) => texts.retention(texts.ages[kind], termInWords(kind, retention)[language])).join("\n"),
      ),
      context(texts.agesNote),
    ],
  });
}

export function seeView(
  reader: Reader,
  { state, page: { rows, count } }: { state: SeeState; page: { rows: ShownRow[]; count: number } },
): ModalView {
  const { myData: texts, close } = textsFor(privacyTexts, reader);
  const from = state.page * ON_PAGE;
  const turns = [
    ...(state.page > 0 ? [button(myDataIds.newer, texts.newer)] : []),
    ...(from + rows.length < count ? [button(myDataIds.older, texts.older)] : []),
  ];
  return modal({
    private_metadata: JSON.stringify(state),
    title: texts.title,
    close: close,
    blocks: [
      header(texts.kinds[state.kind]),
      context(texts.page(from + 1, from + rows.length, count)),
      ...rows.flatMap((row) => rowBlocks(reader, row)),
      ...(turns.length > 0 ? [actions("my_data.turn", ...turns)] : []),
    ],
  });
}

function rowBlocks(reader: Reader, { at, program, with: others, what, words }: ShownRow): KnownBlock[] {
  const { myData: texts } = textsFor(privacyTexts, reader);
  const line = [
    ...what,
    ...(program === null ? [] : [program]),
    ...(at === null ? [] : [dateAndTime(reader, at)]),
    ...(others.length === 0 ? [] : [texts.with(reader, others)]),
  ];
  const runs = words.slice(0, MOST_TEXTS).map((text, index) => ({
    text: `${index === 0 ? "" : "\n"}${shorten(text, LONGEST_TEXT)}`,
  }));
  return [plainSection(capitalised(line.join(" · "))), ...(runs.length > 0 ? [quote(...runs)] : [])];
}
