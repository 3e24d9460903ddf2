/** My data, in a browser: what is kept about somebody, a download. */
import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answer, aTeamsDay } from "../privacy/a-story.ts";
import { be, choose, openAs } from "../support/browser-page.ts";

const british = (handle: string, name: string) => ({ handle, name, tz: "Europe/London", locale: "en-GB" });
const french = (handle: string, name: string) => ({ handle, name, tz: "Europe/Paris", locale: "fr-FR" });
const MOVED = "The import of France runs.";

const inEnglish = {
  language: "English",
  lead: british("lea", "Lea Martin"),
  member: british("tom", "Tom Baker"),
  other: british("ravi", "Ravi Nair"),
  sponsor: british("sofia", "Sofia Rossi"),
  home: "Home",
  messages: "Messages",
  foot: "See what is kept about you",
  menu: "More actions",
  button: "My data",
  notFor: "Not for appraisal, pay or discipline.",
  keptBy: "Questions about it, and erasure: ask an admin",
  digests: "Digests",
  readers: "Read by the leads of Atlas and its team",
  see: "See…",
  download: "Download…",
  downloadForm: "Download my data",
  downloadSend: "Send them to me",
  close: "Close",
  file: "my-data-2026-11-05",
};
type Words = typeof inEnglish;

const inFrench: Words = {
  language: "French",
  lead: french("lea", "Léa Martin"),
  member: french("tom", "Thomas Boulanger"),
  other: french("ravi", "Ravi Nair"),
  sponsor: french("sofia", "Sofia Rossi"),
  home: "Accueil",
  messages: "Messages",
  foot: "Consultez ce qui est conservé à votre sujet",
  menu: "Autres actions",
  button: "Mes données",
  notFor: "Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.",
  keptBy: "adressez-vous à un administrateur",
  digests: "Les synthèses",
  readers: "Lecture\u00a0: les responsables et l’équipe (Atlas)",
  see: "Voir…",
  download: "Télécharger…",
  downloadForm: "Télécharger mes données",
  downloadSend: "Me les envoyer",
  close: "Fermer",
  file: "mes-donnees-2026-11-05",
};

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("shows what is kept, and sends a file", async () => {
    const run = await aTeamsDay({
      people: [words.lead, words.member, words.other, words.sponsor],
      isTogether: true,
    });
    await answer(run, "tom", { moved: MOVED });
    await answer(run, "ravi", { moved: `${words.member.name} waits for me.` });
    await run.to("2026-11-05T12:00Z");
    const { page, complaints } = await openAs(run, "tom");
    const shot = async (name: string) => {
      const folder = process.env.DRUMBEAT_LOOK;
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: `${folder}/${words.language}-${name}.png` });
    };
    await page.getByRole("tab", { name: words.home }).click();
    const foot = page.locator(".home-tab .block", { hasText: words.foot });
    await choose(page, foot, words.menu, words.button);
    const mine = page.getByRole("dialog", { name: words.button });
    await mine.getByText(words.notFor).waitFor();
    await mine.getByText(words.keptBy).waitFor();
    await mine.getByText(words.readers).waitFor();
    await shot("first");
    const digests = mine.locator(".block.section", { hasText: new RegExp(`^${words.digests} ·`) });
    await digests.getByRole("button", { name: words.see }).click();
    await page.getByText(MOVED).first().waitFor();
    await shot("digests");
    const closed = () =>
      page.getByRole("dialog").last().getByRole("button", { name: words.close, exact: true }).last().click();
    await be(page, words.member);
    await page.getByRole("tab", { name: words.messages }).click();
    await page.locator(".message").first().waitFor();
    await page.locator(".composer textarea, .composer input").first().fill("/drumbeat my data");
    await page.keyboard.press("Enter");
    await mine.getByText(words.notFor).waitFor();
    await shot("mine");
    await mine.getByRole("button", { name: words.download, exact: true }).click();
    const download = page.getByRole("dialog", { name: words.downloadForm });
    await shot("download");
    await download.getByRole("button", { name: words.downloadSend, exact: true }).click();
    await closed();
    await run.to("2026-11-05T12:10Z");
    const files = run
      .as("tom")
      .dm()
      .flatMap(({ files = [] }) => files.map(({ name }) => String(name)));
    expect(files).toEqual([`${words.file}.pdf`, `${words.file}.json`]);
    expect(complaints).toEqual([]);
  });
});
