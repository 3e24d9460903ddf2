/** Asking and answering: rounds, the form, absences, what came late. */
import { defineCapability } from "../app/capability.ts";
import { nextCadenceCheck } from "../cadences/cadences.ts";
import { registered } from "../delivery/message-kind.ts";
import { showWhy } from "../delivery/screens.ts";
import { coverKind } from "../people/covering-messages.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { absenceReceiptKind, delegatePromptKind } from "./away/messages.ts";
import { checkInCommands, registerCheckInShortcut } from "./commands.ts";
import { listenToFirstQuestion } from "./first-question.ts";
import { lateSection, yoursNowSection } from "./home/sections.ts";
import { listenToFeeding, unfedSection } from "./initial-rhythms.ts";
import { registerCheckInListeners } from "./listeners.ts";
import { promptKind, receiptKind, reminderKind, snoozeKind } from "./messages.ts";
import { roundReadings } from "./rounds/gauges.ts";
import { summaryKind, teamSummaryKind } from "./rounds/messages.ts";
import { openDueRounds } from "./rounds/planning.ts";
import { closeDueRounds, nextRoundsDueAt } from "./rounds/start-and-close.ts";
import { guideKind, registerTypedWords } from "./typed/reply-to-typed-words.ts";
import { forgetTypedWords, nextForgettingWords } from "./typed/typed-words.ts";

export const checkIns = defineCapability<Person, Visitor>({
  name: "check-ins",
  messages: [
    registered(promptKind),
    registered(reminderKind),
    registered(snoozeKind),
    registered(receiptKind),
    registered(delegatePromptKind),
    registered(coverKind),
    registered(absenceReceiptKind),
    registered(summaryKind),
    registered(teamSummaryKind),
    registered(guideKind),
  ],
  screens(running) {
    const { listening, services, responseUrls, delivery } = running;
    registerCheckInListeners({ listening, services, responseUrls, showWhy: showWhy(delivery) });
    registerCheckInShortcut(listening, services);
    registerTypedWords(running);
    listenToFeeding(listening, services);
    listenToFirstQuestion(listening, services);
  },
  commands: ({ services }) => checkInCommands(services),
  home: ({ services }) => ({
    "to-answer": yoursNowSection(services),
    "to-do": unfedSection(services),
    waiting: lateSection(services),
  }),
  steps: ({ services, workspaceId, homeChanges }) => [
    { phase: "plan", next: nextCadenceCheck, run: () => openDueRounds(services) },
    { phase: "close", next: nextRoundsDueAt, run: async () => homeChanges.happenedIn(await closeDueRounds(services)) },
    { phase: "tidy", next: nextForgettingWords, run: () => forgetTypedWords(services, workspaceId) },
  ],
  measures: ({ services, workspaceId }) => roundReadings(services.db, workspaceId),
});
