/** A meeting as it is handled in Slack, from its dates to its record, in both languages. */
import { expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { addItem } from "../../src/register/acts.ts";
import { recordStatus } from "../../src/reports/facts/statuses.ts";
import { readPdf } from "../support/pdf.ts";
import { actingAs, personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { aCommittee, addRequest, meets, programIdIn } from "./a-committee.ts";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

function shown(run: Run, handle: string): string {
  const view = run.as(handle).view();
  return view ? plain(textOf(view)) : "";
}

async function agendaOf(run: Run, handle: string) {
  const [agenda] = await sentAs(run, "meeting-agenda", handle);
  if (!agenda) throw new Error(`${handle} has no agenda`);
  return agenda.message;
}

it("is set, prepared, held, recorded and read without leaving Slack", async () => {
  const run = await aCommittee();
  await addRequest(run);
  const zoe = run.as("zoe");
  await zoe.command("/drumbeat réunions");
  expect(shown(run, "zoe")).toContain("Aucune réunion pour l’instant.");
  await zoe.pressInView({
    option: `committee:${(await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow()).id}`,
  });
  expect(shown(run, "zoe")).toContain("Comité de pilotage d’Atlas");
  const fill = (handle: string, values: Record<string, string | string[] | null>) => {
    for (const [field, value] of Object.entries(values)) run.as(handle).fill(field, value);
  };
  fill("zoe", { first: "2026-10-01", repeats: "once", at: "11:00", place: "Salle 3" });
  expect(await zoe.submit()).toEqual({ errors: { first: "Choisissez un jour et une heure à venir." } });
  fill("zoe", { first: "2026-11-17", repeats: "month", also: "demain", quorum: "7" });
  expect(await zoe.submit()).toMatchObject({ errors: { also: expect.stringContaining("n’est pas une date") } });
  fill("zoe", { also: "3 déc. 2026" });
  expect(await zoe.submit()).toMatchObject({ errors: { quorum: expect.stringContaining("de 1 à 3") } });
  fill("zoe", { quorum: "2" });
  expect(await zoe.submit()).toMatchObject({ updated: expect.anything() });
  expect(shown(run, "zoe")).toContain("Prochaine séance : mar. 17 nov. à 11 h · Salle 3");
  await zoe.closeView({ all: true });

  await run.to("2026-11-10T12:00Z");
  await zoe.press(await agendaOf(run, "zoe"), { label: "Ajouter un sujet…" });
  fill("zoe", { title: "Ouvrir un second pilote ?", minutes: "1", guests: [run.as("tom").userId] });
  expect(await zoe.submit()).toMatchObject({ errors: { minutes: expect.stringContaining("Saisissez de 5 à 120") } });
  fill("zoe", { minutes: "15" });
  await zoe.submit();
  expect(shown(run, "zoe")).toContain("2. *Ouvrir un second pilote ?* · 15 min\najouté par Zoé Petit · avec Tom Baker");
  await zoe.closeView({ all: true });
  await zoe.press(await agendaOf(run, "zoe"), { label: "À la présidence" });
  await run.to("2026-11-10T13:00Z");
  await run.as("sam").press(await agendaOf(run, "sam"), { label: "Fine, send it" });
  await run.to("2026-11-10T14:00Z");

  const sofia = run.as("sofia");
  await sofia.press(await agendaOf(run, "sofia"), { label: "PDF pack" });
  await run.to("2026-11-10T15:00Z");
  const pack = await pdfOf(run, "sofia");
  expect(pack.pages).toBeGreaterThan(2);
  expect(pack.text).toContain("Approve it · Costs 40,000 more");
  expect(pack.text).toContain("Ouvrir un second pilote ?");
  await run.as("tom").press(await agendaOf(run, "tom"), { label: "PDF pack" });
  await run.to("2026-11-10T16:00Z");
  expect((await pdfOf(run, "tom")).text).not.toContain("vendor");

  await run.to("2026-11-17T10:05Z");
  await zoe.press(await agendaOf(run, "zoe"), { label: "Saisir le relevé…" });
  fill("zoe", { decided_0: "approve it", actions_1: "Trouver un magasin, Nina, bientôt" });
  expect(await zoe.submit()).toMatchObject({
    errors: { actions_1: expect.stringContaining("n’est pas une date") },
  });
  fill("zoe", { decided_1: "Oui, à Lyon", actions_1: "Trouver un magasin, Nina Diaz, 1 déc." });
  await zoe.submit();
  expect(shown(run, "zoe")).toContain("› Décidé : Approve it");
  expect(shown(run, "zoe")).toContain("› Action : Trouver un magasin · Nina Diaz · 1er déc.");
  await zoe.pressInView({ label: "Clôturer…" });
  expect(shown(run, "zoe")).toContain("*Voici ce qui entre au relevé :*");
  fill("zoe", { present: [run.as("sam").userId, sofia.userId] });
  await zoe.submit();
  expect(shown(run, "zoe")).toContain("Présents : Sam Poe (présidence) et Sofia Rossi\nExcusés : Ravi Nair");
  await zoe.pressInView({ label: "Copier en texte…" });
  expect(shown(run, "zoe")).toContain("Décidé : Oui, à Lyon · Sam Poe · ATL-D-2");
  await zoe.closeView({ all: true });

  const [record] = await sentAs(run, "meeting-record", "sam");
  if (!record) throw new Error("The chair has no record");
  await run.as("sam").press(record.message, { label: "Send" });
  await run.to("2026-11-18T12:00Z");
  expect(plain((await sentAs(run, "meeting-record", "ravi"))[0]?.text ?? "")).toContain(
    "Decided: Approve it · Sam Poe · ATL-D-1",
  );
});

it("has in its pack whatever somebody wrote, and the report of a program that is off track", async () => {
  const run = await aCommittee();
  const odd = `Вопрос 🚀 ${"о".repeat(190)}?`;
  await addRequest(run, odd);
  await isOffTrack(run);
  const programId = await programIdIn(run);
  for (const [title, dueOn] of [
    ["Pilot in Lyon", "2026-12-01"],
    ["All stores", "2027-02-01"],
  ] as const)
    await addItem(await actingAs(run, "lea"), {
      ...{ programId, type: "milestone", details: {}, title, dueOn, sourceKey: title },
    });
  await meets(run);
  await run.to("2026-11-13T12:00Z");
  await run.as("ravi").press(await agendaOf(run, "ravi"), { label: "PDF pack" });
  await run.to("2026-11-13T13:00Z");
  const pack = await pdfOf(run, "ravi");
  expect(pack.text).toContain("1. Вопрос 🚀");
  expect(pack.text).toContain("2. Off track\n■ Off track as of 2 Nov\nWhy · The supplier failed");
  expect(pack.lines).toContain("Later milestones");
  expect(pack.pages).toBe(4);
});

it("takes the chair and the secretary of a program's committee in the form of its dates, of those who may name them", async () => {
  const run = await aCommittee();
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const lea = run.as("lea");
  await lea.command("/drumbeat réunions");
  await lea.pressInView({ option: `committee:${id}` });
  lea.fill("chair", run.as("tom").userId);
  expect(await lea.submit()).toMatchObject({
    errors: { chair: expect.stringContaining("Tom Baker ne fait pas partie") },
  });
  lea.fill("chair", run.as("ravi").userId);
  await lea.submit();
  const committee = await run.db.selectFrom("committee").selectAll().executeTakeFirstOrThrow();
  expect(committee.chair_id).toBe((await personIn(run, "ravi")).id);
  await run.as("zoe").command("/drumbeat réunions");
  await run.as("zoe").pressInView({ option: `committee:${id}` });
  expect(shown(run, "zoe")).not.toContain("Présidence");
  expect(await run.db.selectFrom("meeting").select("id").execute()).toEqual([]);
});

/** The last that came to somebody. */
/** As Léa said of Atlas. */
async function isOffTrack(run: Run): Promise<void> {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, "lea");
  const given = { workspaceId, programId: await programIdIn(run), personId, answeredAt: run.app.services.clock.now() };
  const health = { colour: "red", reason: "The supplier failed", action: "Another one is asked" } as const;
  await inTransaction(run.db, (tx) =>
    recordStatus(run.app.services, tx, { ...given, checkInId: "said", revision: 1, health }),
  );
}

async function pdfOf(run: Run, handle: string) {
  const files = run
    .as(handle)
    .dm()
    .flatMap((message) => message.files ?? []);
  const pdfs = files.flatMap(({ id }) => run.sandbox.slack.files.opened(String(id)) ?? []);
  const { bytes } = pdfs.findLast(({ mimetype }) => mimetype === "application/pdf") ?? { bytes: Buffer.of() };
  return readPdf(new Uint8Array(bytes));
}
