/** The dossier as a file, in the thread of a message to whoever asked for it. */

import { z } from "zod";
import type { MessageKind } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { lineMessage } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { dossierMarkdown } from "./markdown.ts";
import { outlineOf } from "./outline.ts";
import { dossierPdf } from "./pdf.ts";
import { becauseTexts, dossierTexts } from "./texts.ts";
import { configurationOf } from "./use-cases.ts";

const subject = z.strictObject({ language: z.enum(["en", "fr"]), format: z.enum(["md", "pdf"]) });
export type Wanted = z.infer<typeof subject>;

export const dossierKind: MessageKind<Wanted> = {
  kind: "dossier",
  subject,
  priority: 10,
  contact: "reply",
  slot: null,
  stillWanted: async () => true,
  message: async ({ reader }) => lineMessage(textsFor(dossierTexts, reader).inThread),
};

export const dossierFileKind: MessageKind<Wanted> = {
  kind: "dossier-file",
  subject,
  priority: dossierKind.priority + 1,
  contact: "reply",
  slot: null,
  stillWanted: async () => true,
  message: async (_, { language }) => ({ text: becauseTexts[language].title, blocks: [] }),
  async files({ db, workspaceId, now }, { language, format }) {
    const configuration = await configurationOf({ db, clock: { now: () => now } }, workspaceId);
    const outline = outlineOf(configuration, language);
    const { file, title } = becauseTexts[language];
    const { on } = configuration;
    const content = format === "pdf" ? dossierPdf(outline, { language, on }) : dossierMarkdown(outline);
    return [{ name: `${file}-${on}.${format}`, title, content }];
  },
};

export async function sendDossier(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id: personId }: Person,
  wanted: Wanted,
): Promise<void> {
  const key = `dossier:${services.ids.next()}`;
  const delivery = { workspaceId, subject: wanted, to: { personId }, notBefore: services.clock.now() };
  await enqueue(tx, services, dossierKind, { ...delivery, key });
  await enqueue(tx, services, dossierFileKind, { ...delivery, key: `${key}:file`, inThreadOf: key });
}
