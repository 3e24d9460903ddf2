/** Listens to what is pressed below a digest; its programs and their sources are screens of their own. */

import type { ModalView } from "@slack/types";
import { type Person, readerOf } from "../people/use-cases.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { checkChannel } from "../programs/channels.ts";
import { actions, plain } from "../slack/blocks.ts";
import { doneView, type Listening, onPress, type Press } from "../slack/listening.ts";
import { programMenu } from "./digest-blocks.ts";
import { forward, forwardedText, forwardForm, forwardView } from "./forward.ts";
import { digestIds, footMenu } from "./ids.ts";
import { ownDigest } from "./own-digest.ts";
import { sendFile } from "./report-files.ts";
import { sourcesScreen } from "./sources.ts";
import { digestTexts } from "./texts-digest.ts";

/** `showWhy` says why the message pressed on came. */
export function listenToDigests(
  listening: Listening<Person>,
  services: Services,
  showWhy: (press: Press<Person>) => Promise<void>,
): void {
  footMenu.listen(listening, async (press, choice, digestId) => {
    const { actor } = press;
    if (choice === "why") return showWhy(press);
    if (choice === "sources") return press.open(await sourcesOf(services, actor, digestId));
    const came = await sendFile(services, actor, { digestId, format: choice });
    await press.reply({ text: textsFor(digestTexts, actor).file[came], blocks: [] });
  });

  onPress(listening, digestIds.chooseProgram, async ({ actor, value: digestId, open }) =>
    open(await choiceView(services, actor, { digestId, actionId: digestIds.openProgram })),
  );

  onPress(listening, digestIds.forward, async ({ actor, value, open }) =>
    open(forwardView(readerOf(actor), value, await forwardedText(services, actor, value))),
  );
  listenToForwarding(listening, services);
}

function listenToForwarding(listening: Listening<Person>, services: Services): void {
  forwardForm.listen(listening, async ({ actor, state: digestId, filled, viewId, client }) => {
    const { text, person: slackUserId, channel } = filled;
    const texts = textsFor(digestTexts, actor).forward.form;
    if (slackUserId === null && channel === null) return { errors: { person: texts.toNobody } };
    const person = slackUserId === null ? null : await listening.actorOf(slackUserId, client);
    if (person && (person.is_bot === 1 || person.is_deactivated === 1)) return { errors: { person: texts.noPerson } };
    const refusal =
      channel === null ? null : await refusalOf(languageOf(actor.locale), () => checkChannel(client, channel));
    if (refusal !== null) return { errors: { channel: refusal } };
    const to = [...(person ? [{ personId: person.id }] : []), ...(channel === null ? [] : [{ channelId: channel }])];
    await forward(services, actor, { digestId, text, to, viewId });
    return { show: doneView(readerOf(actor), texts.done) };
  });
}

/** Of its only program, or of the one that is chosen. */
async function sourcesOf(services: Services, actor: Person, digestId: string): Promise<ModalView> {
  const { input } = await ownDigest(services, actor, digestId);
  const [only, ...others] = input.programs;
  if (only && others.length === 0) return sourcesScreen(services, actor, { programId: only.id, digestId }, 0);
  return choiceView(services, actor, { digestId, actionId: digestIds.sources });
}

async function choiceView(
  services: Services,
  actor: Person,
  { digestId, actionId }: { digestId: string; actionId: string },
): Promise<ModalView> {
  const { input } = await ownDigest(services, actor, digestId);
  const { foot, close } = textsFor(digestTexts, actor);
  const reader = readerOf(actor);
  const chosen = { ...programMenu(reader, digestId, input.programs), action_id: actionId };
  return {
    type: "modal",
    title: plain(actionId === digestIds.sources ? foot.sources : foot.open),
    close: plain(close),
    blocks: [actions("digest.programs", chosen)],
  };
}
