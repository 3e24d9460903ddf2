/** A case as a file, in the thread of a message to whoever asked for it. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { lineMessage } from "../../platform/slack/listening.ts";
import { LOCALE_OF, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { LANGUAGES } from "./blocks.ts";
import { itemsNamed } from "./facts.ts";
import { casePdf, type FiledCase } from "./pdf.ts";
import { changedSince, idsOf, namedIn } from "./rules.ts";
import { caseTexts } from "./texts.ts";
import { caseNow, caseStandings, changesFor } from "./use-cases.ts";

const subject = z.strictObject({ programId: z.string(), personId: z.string(), language: z.enum(LANGUAGES) });
type Subject = z.infer<typeof subject>;

/** It goes only to whoever may read it when it is sent. */
async function isTheirs({ db, workspaceId, now }: SendContext, { programId, personId }: Subject): Promise<boolean> {
  const person = await personById(db, workspaceId, personId);
  return may(await caseStandings({ clock: { now: () => now } }, db, person, programId), "read-case");
}

export const caseKind: MessageKind<Subject> = {
  kind: "case",
  subject,
  priority: 10,
  contact: "reply",
  slot: null,
  stillWanted: isTheirs,
  message: async ({ reader }) => lineMessage(textsFor(caseTexts, reader).pdf.inThread),
  why: async ({ reader }) => [textsFor(caseTexts, reader).pdf.why],
};

export const caseFileKind: MessageKind<Subject> = {
  kind: "case-file",
  subject,
  priority: caseKind.priority + 1,
  contact: "reply",
  slot: null,
  stillWanted: isTheirs,
  message: async (_, { language }) => ({ text: caseTexts[language].title, blocks: [] }),
  async files(send, of) {
    const { pdf } = caseTexts[of.language];
    const { key, filed } = await filedFor(send, of);
    const reader = { ...send.reader, locale: LOCALE_OF[of.language], today: localDateOf(send.now, send.reader.zone) };
    const name = [pdf.fileName, key, localDateOf(send.now, send.reader.zone)].join("-");
    return [{ name: `${name}.pdf`, title: pdf.titled(filed.title), content: casePdf(reader, filed) }];
  },
  why: async ({ reader }) => [textsFor(caseTexts, reader).pdf.why],
};

async function filedFor(
  { db, workspaceId, now, events }: SendContext,
  { programId, personId }: Subject,
): Promise<{ key: string; filed: FiledCase }> {
  const looking = { db, events, clock: { now: () => now } };
  const person = await personById(db, workspaceId, personId);
  const { program, rows, versions } = await caseNow(looking, db, person, programId);
  const [version = null] = versions;
  const items = (await itemsNamed(looking, person, namedIn(rows).items)).filter((item) => !isRestricted(item));
  const filed = {
    title: program.title,
    at: now,
    version,
    pending: changedSince(idsOf(rows), version?.sections ?? null),
    changes: version ? await changesFor(looking, person, program, version) : [],
    sections: new Map(
      rows.map((row) => {
        const named = row.items.flatMap((id) => items.find((item) => item.id === id) ?? []);
        return [row.section, { ...row, named }] as const;
      }),
    ),
  };
  return { key: program.short_key.toLowerCase(), filed };
}

export async function sendCase(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id: personId }: Person,
  wanted: Pick<Subject, "programId" | "language">,
): Promise<void> {
  const key = `case:${services.ids.next()}`;
  const delivery = {
    workspaceId,
    subject: { ...wanted, personId },
    to: { personId },
    notBefore: services.clock.now(),
  };
  await enqueue(tx, services, caseKind, { ...delivery, key });
  await enqueue(tx, services, caseFileKind, { ...delivery, key: `${key}:file`, inThreadOf: key });
}
