/**
 * How capabilities listen to Slack: they say what to do, here is how it is acknowledged and how a failure reaches the
 * person. A submission closes its modal only after its work is done; if that throws, the modal stays, text kept.
 */
import type { App, ViewResponseAction } from "@slack/bolt";
import type { KnownBlock, ModalView } from "@slack/types";
import { WebAPIRequestError, type WebClient } from "@slack/web-api";
import type { z } from "zod";
import type { Tx } from "../platform/database.ts";
import { DrumbeatError } from "../platform/errors.ts";
import { noteOutcome } from "../platform/incoming-request.ts";
import type { Log } from "../platform/log.ts";
import type { Fetch } from "../platform/network.ts";
import { storageFault } from "../platform/storage-fault.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { lineOf, plain, section, shortenEscaped } from "./blocks.ts";
import { failurePlace, type OpenForm, openModal, pressBody, pressedHome, submitBody } from "./envelopes.ts";
import { inTime, replaceWaitingView, waitingView } from "./in-time.ts";
import { answerOnce } from "./interactions.ts";
import { COMPOSITION_LIMITS } from "./limits.ts";
import { type Message, readAloud } from "./message.ts";
import { type PressArguments, routePress, routeSubmission } from "./routes.ts";
import { slackTexts } from "./texts.ts";

/** Whoever acts. `Actor` is what the app makes of a Slack user: a person of its own. */
export interface Listening<Actor> {
  app: App;
  log: Log;
  /** For a `response_url`. */
  fetch: Fetch;
  /** Finds the person, or asks Slack who it is. */
  actorOf(slackUserId: string, client: WebClient): Promise<Actor>;
  readerOf(actor: Actor): Reader;
  /** In which language to apologise when even the database cannot be asked. */
  cachedReader(slackUserId: string): Pick<Reader, "locale">;
  /** Has the outbox look at once, after something was put into it. */
  wake(): void;
  /** Has the message that was pressed in show it before any other message does. */
  updateFirst?(actor: Actor, place: NonNullable<Press<Actor>["place"]>): Promise<void>;
  /** Gets the kind and id of each listener that is registered: all that anybody can have done. */
  registered?(listener: Listener): void;
  /** Remembers that Slack delivered this, in the transaction of what it causes. False when it was known already. */
  remember?(tx: Tx, key: string): Promise<boolean>;
  /** Called after each press, submission or command that was done, once it is acknowledged. Never rejects. */
  acted?(slackUserId: string, client: WebClient, home?: { privateMetadata: string } | null): Promise<void>;
}

/** What Slack names when it calls. */
export interface Listener {
  kind: "press" | "submit" | "command" | "shortcut";
  /** Of an action, a view or a shortcut; of a command its word. A pattern where ids carry more. */
  id: string | RegExp;
}

export interface Press<Actor> {
  actor: Actor;
  slackUserId: string;
  /** The value of the button, or of the option that was chosen. */
  value: string;
  triggerId: string;
  /** The message pressed on; null in a modal. */
  place: { channelId: string; ts: string } | null;
  responseUrl: string | null;
  /** The modal pressed in; null in a message and in Home. */
  view: { id: string; hash: string; privateMetadata: string; values: unknown; belowId: string | null } | null;
  /** What stands in the fields of the message, modal or Home tab. */
  values: unknown;
  /** The Home tab pressed in, or null. */
  home: { privateMetadata: string } | null;
  client: WebClient;
  /** Shows a modal, on top of the one pressed in where there is one. Uses the trigger. */
  open(view: ModalView): Promise<void>;
  /** Shows a line or a message to this person alone: beside the message, else in a modal. Uses the trigger there. */
  reply(message: Message): Promise<void>;
  /** Puts this into the place of the message pressed on. */
  replace(message: Message): Promise<void>;
}

export interface Submitted<Actor> {
  actor: Actor;
  viewId: string;
  /** The modal below this one, or null. */
  belowId: string | null;
  privateMetadata: string;
  values: unknown;
  client: WebClient;
}

/** What becomes of the modal: field errors by block id, another view in its place or on top of it, or it closes. */
export type SubmitResult =
  | { errors: Record<string, string> }
  | { show: ModalView }
  | { push: ModalView }
  | { close: true }
  /** With those below it. */
  | { closeAll: true };

export function onPress<Actor>(
  listening: Listening<Actor>,
  actionId: string | RegExp,
  handle: (press: Press<Actor>) => Promise<void>,
): void {
  const { registered, remember, updateFirst, log } = listening;
  registered?.({ kind: "press", id: actionId });
  const once = answerOnce<void>(remember);
  /** Null unless it was done, now and here. What goes wrong is told where there is a place to; else it throws. */
  const pressed = async (given: GivenPress): Promise<Pick<Press<Actor>, "home"> | null> => {
    try {
      const body = pressBody.parse(given.body);
      const answered = await once(body.trigger_id, {
        async handle(act) {
          const actor = await listening.actorOf(body.user.id, given.client);
          const press = pressBy(actor, listening, given, body);
          await act(() => handle(press));
          if (press.place) await updateFirst?.(actor, press.place).catch((error) => logUnexpected(log, error));
        },
      });
      if (answered.isDone) listening.wake();
      return answered.isDone ? { home: homeIn(body) } : null;
    } catch (error) {
      await reportFailedPress(listening, given, error);
      return null;
    }
  };
  routePress(listening.app, actionId, async (given) => {
    // Acknowledged when it is done, so that little is left running behind an answer; also when it failed, since the
    // person is told why by our own message; and when it takes long.
    const work = pressed(given);
    await inTime(work).finally(() => given.ack());
    const done = await work;
    if (done) await listening.acted?.(given.body.user.id, given.client, done.home);
  });
}

type GivenPress = Pick<PressArguments, "body" | "client" | "respond">;
type PressBody = z.infer<typeof pressBody>;

function homeIn({ view }: PressBody): Press<unknown>["home"] {
  return view?.type === "home" ? { privateMetadata: view.private_metadata } : null;
}

function pressBy<Actor>(
  actor: Actor,
  { readerOf }: Pick<Listening<Actor>, "readerOf">,
  { client, respond }: GivenPress,
  body: PressBody,
): Press<Actor> {
  const [action] = body.actions;
  const { message_ts: ts = null, channel_id: channelId = null } = body.container ?? {};
  const modal = body.view?.type === "modal" ? body.view : null;
  const open = async (view: ModalView) => {
    const shown = { trigger_id: body.trigger_id, view };
    if (modal) await client.views.push(shown);
    else await client.views.open(shown);
  };
  return {
    actor,
    slackUserId: body.user.id,
    value: action?.value ?? action?.selected_option?.value ?? "",
    triggerId: body.trigger_id,
    place: ts && channelId ? { channelId, ts } : null,
    responseUrl: body.response_url,
    view: modal && {
      id: modal.id,
      hash: modal.hash,
      privateMetadata: modal.private_metadata,
      values: modal.state,
      belowId: modal.previous_view_id,
    },
    values: body.view ? body.view.state : body.state,
    home: homeIn(body),
    client,
    open,
    reply: async (message) => {
      // A view has no response_url.
      if (body.response_url)
        await respond({ ...readAloud(message), response_type: "ephemeral", replace_original: false });
      else await open(messageView(readerOf(actor), message));
    },
    replace: async (message) => {
      await respond({ ...readAloud(message), replace_original: true });
    },
  };
}

/** On top of Home, beside the message or in the modal pressed in. Throws it again where none of them is there. */
async function reportFailedPress(
  { log, cachedReader }: Pick<Listening<unknown>, "log" | "cachedReader">,
  { body, client, respond }: GivenPress,
  error: unknown,
): Promise<void> {
  const home = pressedHome.safeParse(body);
  const place = failurePlace.safeParse(body);
  const modal = openModal.safeParse(body);
  if (home.success || place.success || modal.success) logUnexpected(log, error);
  if (home.success) {
    const reader = cachedReader(home.data.user.id);
    const view = messageView(reader, lineMessage(sentenceFor(error, reader)));
    await client.views.open({ trigger_id: home.data.trigger_id, view });
  } else if (place.success) {
    const line = lineMessage(sentenceFor(error, cachedReader(place.data.user?.id ?? "")));
    await respond({ ...line, response_type: "ephemeral", replace_original: false });
  } else if (modal.success) {
    // A modal has no response_url: what went wrong is told in the modal itself.
    const { user, view } = modal.data;
    const hasInputs = view.blocks.some(({ type }) => type === "input");
    const sentence = sentenceFor(error, cachedReader(user.id), { isForm: hasInputs });
    await client.views.update({ view_id: view.id, view: withNotice(view, sentence) });
  } else throw error;
}

/** As `onPress`, where buttons carry more than an id: `schema` reads what `value: JSON.stringify(…)` wrote. */
export function onPressOf<Actor, Value>(
  listening: Listening<Actor>,
  actionId: string | RegExp,
  schema: z.ZodType<Value>,
  handle: (press: Omit<Press<Actor>, "value"> & { value: Value }) => Promise<void>,
): void {
  onPress(listening, actionId, (press) => handle({ ...press, value: schema.parse(JSON.parse(press.value)) }));
}

export function onSubmit<Actor>(
  listening: Listening<Actor>,
  callbackId: string,
  handle: (submitted: Submitted<Actor>) => Promise<SubmitResult>,
): void {
  const { app, actorOf, cachedReader, wake, log } = listening;
  listening.registered?.({ kind: "submit", id: callbackId });
  const once = answerOnce<ViewResponseAction | undefined>(listening.remember);
  routeSubmission(app, callbackId, async ({ ack, body, client }) => {
    const { user, view, trigger_id } = submitBody.parse(body);
    let failure: unknown;
    const work = once(trigger_id, {
      async handle(act) {
        const submitted: Submitted<Actor> = {
          actor: await actorOf(user.id, client),
          viewId: view.id,
          belowId: view.previous_view_id,
          privateMetadata: view.private_metadata,
          values: view.state,
          client,
        };
        return responseFor(await act(() => handle(submitted)));
      },
      failed(error) {
        logUnexpected(log, error);
        failure = error;
        const sentence = sentenceFor(error, cachedReader(user.id), { isForm: true });
        return { response_action: "update", view: withNotice(view, sentence) };
      },
    });
    const early = await inTime(work);
    const reader = cachedReader(user.id);
    if (early === null && hasRoomAbove(view)) {
      const externalId = `waiting:${trigger_id}`;
      await ack({ response_action: "push", view: waitingView(reader, externalId) });
      const { answer } = await work;
      const finalView = failure === undefined ? viewAfterWaiting(reader, answer) : failureView(reader, failure);
      await replaceWaitingView(client, log, { waiting: { external_id: externalId }, view: finalView });
    } else if (early === null) {
      await ack({ response_action: "update", view: waitingForm(reader, view) });
      const { answer } = await work;
      // What went wrong stands in the answer already.
      const finalView =
        answer?.response_action === "errors"
          ? withNotice(view, Object.values(answer.errors).join(" "))
          : viewAfterWaiting(reader, answer);
      await replaceWaitingView(client, log, { waiting: { view_id: view.id }, view: finalView });
    } else {
      const { answer } = await work;
      await (answer ? ack(answer) : ack());
    }
    if (!(await work).isDone) return;
    wake();
    await listening.acted?.(user.id, client);
  });
}

const WAITING_FORM = "waiting.form";

/** On the third level: the form itself says so, with what was typed. Submitted again meanwhile, it is what it is. */
function waitingForm(reader: Pick<Reader, "locale">, view: OpenForm): ModalView {
  return { ...withNotice(view, slackTexts[languageOf(reader.locale)].waitingForm), callback_id: WAITING_FORM };
}

/** Slack shows three views on top of each other. */
function hasRoomAbove({ previous_view_id: below, root_view_id: root }: z.infer<typeof submitBody>["view"]): boolean {
  return below === null || below === root;
}

/** The form stands below, with what was typed. */
function failureView(reader: Pick<Reader, "locale">, error: unknown): ModalView {
  return messageView(reader, lineMessage(sentenceFor(error, reader, { isForm: true })));
}

/** What would have been the answer to the submission, as a view on top of the form. */
function viewAfterWaiting(reader: Pick<Reader, "locale">, answer: ViewResponseAction | undefined): ModalView {
  if (answer && "view" in answer && typeof answer.view === "object" && answer.view.type === "modal") return answer.view;
  if (answer?.response_action !== "errors") return doneView(reader, slackTexts[languageOf(reader.locale)].done);
  const sentences = Object.values(answer.errors).map((sentence) => section(lineOf(sentence)));
  return messageView(reader, { text: "", blocks: sentences });
}

function responseFor(result: SubmitResult): ViewResponseAction | undefined {
  if ("errors" in result) return { response_action: "errors", errors: result.errors };
  if ("show" in result) return { response_action: "update", view: result.show };
  if ("push" in result) return { response_action: "push", view: result.push };
  return "closeAll" in result ? { response_action: "clear" } : undefined;
}

/** The one handler for what nobody expected: logged once, and told kindly where Slack gives us a place to. */
export function onUnexpected<Actor>({ app, log, fetch, cachedReader }: Listening<Actor>): void {
  routeSubmission(app, WAITING_FORM, async ({ ack, body }) => {
    const { user, view } = submitBody.parse(body);
    await ack({ response_action: "update", view: waitingForm(cachedReader(user.id), view) });
  });
  app.error(async ({ error, body }: { error: Error; body: unknown }) => {
    // Bolt wraps what is no error of Slack's SDK.
    const isWrapped = !(error instanceof WebAPIRequestError) && "original" in error && error.original;
    const cause = isWrapped ? error.original : error;
    logUnexpected(log, cause);
    const place = failurePlace.safeParse(body);
    if (!place.success) return;
    const sentence = sentenceFor(cause, cachedReader(place.data.user?.id ?? place.data.user_id ?? ""));
    await fetch(place.data.response_url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: false, ...lineMessage(sentence) }),
      signal: AbortSignal.timeout(2500),
    }).catch(() => undefined);
  });
}

/** What a failure says to the person. `isForm`: they have a form before them, with what they typed in it. */
export function sentenceFor(
  error: unknown,
  reader: Pick<Reader, "locale">,
  { isForm = false }: { isForm?: boolean } = {},
): string {
  const language = languageOf(reader.locale);
  if (error instanceof DrumbeatError) return error.sentence(language);
  const fault = storageFault(error);
  const texts = slackTexts[language];
  if (error instanceof WebAPIRequestError) return isForm ? texts.formNoAnswer : texts.noAnswer;
  return fault ? texts.storage(fault, isForm) : texts.unexpected;
}

/** A sentence may hold what people wrote, such as the title of a program. */
export function lineMessage(sentence: string): Message {
  const text = lineOf(sentence);
  return { text, blocks: [section(text)] };
}

/** A message where only a modal can be shown. */
export function messageView(reader: Pick<Reader, "locale">, message: Message): ModalView {
  const { modal } = slackTexts[languageOf(reader.locale)];
  const blocks = message.blocks.length > 0 ? message.blocks : [section(message.text)];
  return { type: "modal", title: plain(modal.title), close: plain(modal.close), blocks };
}

/** In the place of a form that was submitted: what came of it. Closing it closes the views below it too. */
export function doneView(reader: Pick<Reader, "locale">, sentence: string): ModalView {
  const { modal } = slackTexts[languageOf(reader.locale)];
  return {
    type: "modal",
    title: plain(modal.done),
    close: plain(modal.close),
    clear_on_close: true,
    blocks: [section(lineOf(sentence))],
  };
}

export function logUnexpected(log: Log, error: unknown): void {
  noteOutcome(error instanceof DrumbeatError ? "refused" : "failed");
  if (error instanceof DrumbeatError) log.info({ code: error.code }, "refused");
  else log.error({ err: error }, "unexpected failure");
}

const NOTICE = "notice";

/** The same view with a line on top; inputs keep what was typed, since their ids stay. */
export function withNotice(view: OpenForm, sentence: string): ModalView {
  const others = view.blocks.filter((block): block is KnownBlock & typeof block => block.block_id !== NOTICE);
  const notice: KnownBlock = {
    type: "section",
    block_id: NOTICE,
    text: plain(shortenEscaped(`⚠ ${sentence}`, COMPOSITION_LIMITS.text)),
  };
  return {
    type: "modal",
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: plain(view.title.text),
    ...(view.submit && { submit: plain(view.submit.text) }),
    ...(view.close && { close: plain(view.close.text) }),
    blocks: [notice, ...others],
  };
}
