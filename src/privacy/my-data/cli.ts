/**
 * `drumbeat person export HANDLE`: all that is kept about somebody, outside Slack. They see that it
 * was done, and why.
 */
import { open } from "node:fs/promises";
import { exportTexts } from "../../people/exports/texts.ts";
import { noteExported } from "../../people/exports/use-cases.ts";
import { readerAt } from "../../people/use-cases.ts";
import { PdfMaker } from "../../platform/pdf/maker.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type PersonVerb, refuse } from "../cli-verbs.ts";
import { personCommandTexts } from "../texts-cli.ts";
import { gatherOwnData, ownDataJson, ownDataPdf } from "./export.ts";

const FORMATS = ["json", "pdf"];
/** It may hold all that somebody ever wrote. */
const FOR_ITS_OWNER_ALONE = 0o600;

export const exportPerson: PersonVerb = async (services, person, { format, out, reason, language }) => {
  const texts = personCommandTexts[language];
  if (!FORMATS.includes(format)) return refuse(`drumbeat person: ${texts.format}`);
  if (format === "pdf" && out === undefined) return refuse(`drumbeat person: ${texts.noFile}`);
  const { db, clock } = services;
  if (reason === "") return refuse(`drumbeat person: ${exportTexts[language].noReason}`);
  const data = await gatherOwnData(services, person, readerAt(person, clock.now()), { isForSlack: false });
  const made = format === "pdf" ? await pdfOf(await ownDataPdf(db, data)) : await ownDataJson(db, data);
  // A file that cannot be written is found before it is noted.
  const file = out === undefined ? null : await open(out, "w", FOR_ITS_OWNER_ALONE);
  try {
    const what = `drumbeat person export, ${format}`;
    const { workspace_id: workspaceId, id } = person;
    await inTransaction(db, (tx) => noteExported(tx, services, { workspaceId, personIds: [id], what, reason }));
    if (file) await file.writeFile(made);
    else process.stdout.write(made);
    return 0;
  } finally {
    await file?.close();
  }
};

async function pdfOf(content: Parameters<PdfMaker["make"]>[0]): Promise<Uint8Array> {
  const maker = new PdfMaker();
  try {
    return await maker.make(content);
  } finally {
    await maker.stop();
  }
}
