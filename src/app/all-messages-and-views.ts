/** Every message and view, to have Slack validate them: for `drumbeat doctor --live` and its button in Slack. */

import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { addressBook } from "../calendars/availability.ts";
import { getPerson, type Person, readerOf } from "../people/people.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { homePages } from "../slack/home.ts";
import { kindsToSend } from "./all-capabilities.ts";
import { capabilities } from "./capabilities.ts";
import { type CommandAnswer, commandsOf, type ShownToSlack } from "./capability.ts";
import { homeTab } from "./home-tab.ts";

/** Read-only when called without further words. */
const SHOWING = [
  ...["away", "program", "cadence", "digest", "portfolio", "people", "case", "add", "register", "find", "audit"],
  ...["messages", "preferences", "admin", "erase"],
];

export const shownToSlack: ShownToSlack<Person> = {
  addressBook,
  kinds: kindsToSend,
  async homeOf(services, workspaceId, personId) {
    const person = await getPerson(services.db, workspaceId, personId);
    return homePages(homeTab({ services }), person, readerOf(person));
  },
  async answersTo(actor, running) {
    const answers: CommandAnswer[] = [];
    for (const command of commandsOf(capabilities, running)) {
      const { word } = command;
      if (!SHOWING.includes(word) || (command.isFor && !(await command.isFor(actor)))) continue;
      const opened: ModalView[] = [];
      const call = { actor, words: [], triggerId: "", client: openingInto(opened, running.client) };
      try {
        const message = await command.handle({ ...call, unknownWord: (typed) => ({ text: typed, blocks: [] }) });
        if (message) answers.push({ command: word, message });
      } catch (error) {
        // A command may refuse, for instance when its list is still empty.
        if (!(error instanceof DrumbeatError)) throw error;
      }
      answers.push(...opened.map((view) => ({ command: word, view })));
    }
    return answers;
  },
};

/** Collects views instead of opening them. */
function openingInto(opened: ModalView[], client: WebClient): WebClient {
  const open = async ({ view }: { view: ModalView }) => {
    opened.push(view);
    return { ok: true };
  };
  return Object.create(client, { views: { value: { ...client.views, open } } });
}
