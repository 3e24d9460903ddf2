/** `npm run screenshots`: pictures of what people see in Slack, in both languages, into docs/screens. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "../support/chromium.ts";
import { picturesFromAbove } from "./above.ts";
import { picturesOfContact, picturesOfHolidays } from "./contact.ts";
import { picturesOfLife } from "./life.ts";
import { LANGUAGES, problemsOf } from "./pictures.ts";
import { picturesOfRecord } from "./record.ts";
import { picturesOfSetup } from "./setup.ts";
import { picturesOfSponsorship } from "./sponsorship.ts";
import { stories } from "./story.ts";
import { picturesOfTrouble } from "./trouble.ts";

const album = join(import.meta.dirname, "../../docs/screens");
const folder = await mkdtemp(join(tmpdir(), "drumbeat-screens-"));
const browser = await launchChromium();
try {
  for (const language of LANGUAGES) {
    const target = { browser, folder, language };
    await picturesOfSetup(stories[language], target);
    await picturesOfLife(stories[language], target);
    await picturesOfTrouble(stories[language], target);
    await picturesOfContact(stories[language], target);
    await picturesOfHolidays(stories[language], target);
    await picturesOfRecord(stories[language], target);
    await picturesFromAbove(stories[language], target);
    await picturesOfSponsorship(stories[language], target);
  }
  const problems = await problemsOf(folder);
  if (problems.length > 0) throw new Error(`The pictures stay as they were:\n${problems.join("\n")}`);
  await rm(album, { recursive: true, force: true });
  await cp(folder, album, { recursive: true });
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
