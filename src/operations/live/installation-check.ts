/** The button with which an admin has the installation proved, and what comes of it. */
import type { ModalView } from "@slack/types";
import type { AppContext } from "../../app/capability.ts";
import { type Person, readerOf } from "../../people/people.ts";
import { refuseUnlessAdmin } from "../../people/settings.ts";
import type { Instant } from "../../platform/clock.ts";
import { dateAndTime, languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { installationCheck } from "../../settings/events.ts";
import { context, plainSection, section } from "../../slack/blocks.ts";
import { replaceWaitingView, waitingView } from "../../slack/in-time.ts";
import { onPress } from "../../slack/listening.ts";
import { modal } from "../../slack/modal.ts";
import { countsOf } from "../doctor-thresholds.ts";
import type { Finding } from "../finding.ts";
import { operationTexts } from "../texts.ts";
import { liveTexts } from "./texts.ts";

export function registerInstallationCheck(running: AppContext<Person>): void {
  const { services, workspaceId, client, botUserId, listening } = running;
  const { fetch, log } = listening;
  onPress(listening, installationCheck, async ({ actor, triggerId, client: theirs }) => {
    await refuseUnlessAdmin(services.db, actor);
    const reader = readerOf(actor);
    const waiting = { external_id: `installation:${triggerId}` };
    await theirs.views.push({ trigger_id: triggerId, view: waitingView(reader, waiting.external_id, "opening") });
    const { proveLive } = await import("./probes.ts");
    const shown = await running.shown();
    const answers = await shown.answersTo(actor, running);
    const at = services.clock.now();
    const proof = { services, workspaceId, client, fetch, shown, person: actor, answers, botUserId };
    const view = reportView(reader, await proveLive(proof), at);
    await replaceWaitingView(theirs, log, { waiting, view });
  });
}

/** Lines that can be copied and sent to somebody; what does not work first. */
function reportView(reader: Reader, findings: readonly Finding[], at: Instant): ModalView {
  const texts = textsFor(liveTexts, reader);
  const { doctor, states, summary } = operationTexts[languageOf(reader.locale)];
  const lines = (["fail", "warn", "ok"] as const).flatMap((state) =>
    findings
      .filter((each) => each.state === state)
      .map(({ sentence, facts }) => `${states[state]} · ${doctor[sentence](facts)}`),
  );
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      section(`*${summary(countsOf(findings))}*`),
      ...lines.map((line) => plainSection(line)),
      context(texts.foot(dateAndTime(reader, at))),
    ],
  });
}
