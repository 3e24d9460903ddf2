/** `npm run screenshots`: pictures of what people see in Slack, in both languages, into docs/screens. */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../support/chromium.ts";
import { picturesFromAbove } from "./above.ts";
import { picturesOfContact, picturesOfHolidays } from "./contact.ts";
import { picturesOfLife } from "./life.ts";
import { picturesOfRecord } from "./record.ts";
import { picturesOfSetup } from "./setup.ts";
import { stories } from "./story.ts";
import { picturesOfTrouble } from "./trouble.ts";

const folder = join(import.meta.dirname, "../../docs/screens");
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const browser = await launchChromium();
try {
  for (const language of ["en", "fr"] as const) {
    const target = { browser, folder, language };
    await picturesOfSetup(stories[language], target);
    await picturesOfLife(stories[language], target);
    await picturesOfTrouble(stories[language], target);
    await picturesOfContact(stories[language], target);
    await picturesOfHolidays(stories[language], target);
    await picturesOfRecord(stories[language], target);
    await picturesFromAbove(stories[language], target);
  }
} finally {
  await browser.close();
}
