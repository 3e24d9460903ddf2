/** `/drumbeat raci`: what follows from steps and roles, what is wrong in it, and the same as a file. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { MessageKind } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/outbox.ts";
import { type Person, personById, readerOf } from "../people/people.ts";
import { csvOf, separatorIn } from "../platform/csv.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, button, context, escapeMrkdwn, header, plain, section, shorten } from "../slack/blocks.ts";
import { type Listening, lineMessage, onPress } from "../slack/listening.ts";
import { readRaci } from "./raci.ts";
import { programSeen } from "./roles.ts";
import { trackTexts } from "./texts.ts";

export const raciIds = { csv: "raci.csv", name: "raci.name" } as const;
/** More have no room in a view; the file has all. */
const [MOST_SHOWN, MOST_PROBLEMS, LONGEST_NAME] = [60, 20, 80] as const;

export async function raciViewFor(services: Services, actor: Person, wanted: string | null): Promise<ModalView> {
  const reader = readerOf(actor);
  const { program, mayChange, rows, problems } = await readRaci({ ...services, actor }, reader, wanted);
  const { raci: texts, close, home } = textsFor(trackTexts, reader);
  const table = [...Map.groupBy(rows.slice(0, MOST_SHOWN), ({ template }) => template)].flatMap(
    ([template, theirs]) => [
      header(template),
      ...theirs.map(({ step, does, answers, consulted, informed }) => {
        const both = does === answers ? [`*A/R* ${does}`] : [`*R* ${does}`, `*A* ${answers}`];
        const others = [consulted && `*C* ${consulted}`, informed && `*I* ${informed}`].filter(Boolean);
        return section(`*${escapeMrkdwn(step)}*\n${escapeMrkdwn([...both, ...others].join(" · "))}`);
      }),
    ],
  );
  const head = rows.length === 0 ? texts.none : texts.letters;
  const wrong = problems.slice(0, MOST_PROBLEMS);
  const naming = (roleId: string | null) =>
    mayChange && roleId !== null ? button(raciIds.name, texts.name, { value: roleId }) : undefined;
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(close),
    blocks: [
      section(`*${escapeMrkdwn(shorten(program.title, LONGEST_NAME))}*\n${head}`),
      ...wrong.map(({ text, roleId }) => section(`⚠ ${escapeMrkdwn(text)}`, naming(roleId))),
      ...table,
      ...(rows.length > MOST_SHOWN ? [context(home.more(rows.length - MOST_SHOWN))] : []),
      ...(rows.length === 0 ? [] : [actions("raci.acts", button(raciIds.csv, texts.csv, { value: program.id }))]),
    ],
  };
}

const subjectSchema = z.strictObject({ programId: z.string(), personId: z.string() });
type Subject = z.infer<typeof subjectSchema>;

export const raciKind: MessageKind<Subject> = {
  kind: "raci",
  subject: subjectSchema,
  priority: 40,
  contact: "reply",
  lane: "now",
  stillWanted: async () => true,
  message: async ({ reader }) => lineMessage(textsFor(trackTexts, reader).raci.title),
  isOver: async () => true,
};

/** In its thread, by the rights of the moment in which it goes. */
export const raciFileKind: MessageKind<Subject> = {
  ...raciKind,
  kind: "raci-file",
  priority: raciKind.priority + 1,
  async files({ db, events, now, workspaceId, reader }, { programId, personId }) {
    const actor = await personById(db, workspaceId, personId);
    const { program, rows } = await readRaci({ db, events, clock: { now: () => now }, actor }, reader, programId);
    const { columns, title } = textsFor(trackTexts, reader).raci;
    const lines = rows.map((row) => [program.title, ...Object.values(row)]);
    const content = csvOf([columns, ...lines], separatorIn(languageOf(reader.locale)));
    return [{ name: `raci-${program.key}.csv`, title: `${title} · ${program.title}`, content }];
  },
};

export function listenToRaci(listening: Listening<Person>, services: Services): void {
  onPress(listening, raciIds.csv, async ({ actor, value: programId }) => {
    const { workspace_id: workspaceId, id: personId } = actor;
    await programSeen({ ...services, actor }, programId);
    const key = `raci:${services.ids.next()}`;
    const given = { workspaceId, subject: { programId, personId }, to: { personId }, notBefore: services.clock.now() };
    await inTransaction(services.db, async (tx) => {
      await enqueue(tx, services, raciKind, { ...given, key });
      await enqueue(tx, services, raciFileKind, { ...given, key: `${key}:file`, inThreadOf: key });
    });
  });
}
