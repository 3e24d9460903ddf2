/**
 * Routes presses and submissions by id. Bolt asks every listener about every event, with promises each
 * (`App.processEvent`), and there are over a hundred: so it gets one listener for each kind.
 */
import type {
  AllMiddlewareArgs,
  App,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from "@slack/bolt";

export type PressArguments = SlackActionMiddlewareArgs & AllMiddlewareArgs;
export type SubmitArguments = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

type Handle<Given> = (given: Given) => Promise<void>;

class Routes<Given> {
  readonly #byId = new Map<string, Handle<Given>>();
  readonly #byPattern: { pattern: RegExp; handle: Handle<Given> }[] = [];

  add(id: string | RegExp, handle: Handle<Given>): void {
    if (this.#byId.has(String(id))) throw new Error(`Two listeners for ${id}`);
    if (typeof id === "string") this.#byId.set(id, handle);
    else this.#byPattern.push({ pattern: id, handle });
  }

  /** Ignores unknown ids. */
  async follow(id: string, given: Given): Promise<void> {
    const handle = this.#byId.get(id) ?? this.#byPattern.find(({ pattern }) => pattern.test(id))?.handle;
    await handle?.(given);
  }
}

const presses = new WeakMap<App, Routes<PressArguments>>();
const submissions = new WeakMap<App, Routes<SubmitArguments>>();

/** Throws if the action has a handler. */
export function routePress(app: App, actionId: string | RegExp, handle: Handle<PressArguments>): void {
  const connect = (routes: Routes<PressArguments>) =>
    app.action({ type: "block_actions" }, (given) => routes.follow(given.action.action_id, given));
  routesOf(app, presses, connect).add(actionId, handle);
}

/** Throws if the view has a handler. */
export function routeSubmission(app: App, callbackId: string, handle: Handle<SubmitArguments>): void {
  const connect = (routes: Routes<SubmitArguments>) =>
    app.view<ViewSubmitAction>({ type: "view_submission" }, (given) => routes.follow(given.view.callback_id, given));
  routesOf(app, submissions, connect).add(callbackId, handle);
}

function routesOf<Given>(
  app: App,
  byApp: WeakMap<App, Routes<Given>>,
  connect: (routes: Routes<Given>) => void,
): Routes<Given> {
  const there = byApp.get(app);
  if (there) return there;
  const routes = new Routes<Given>();
  byApp.set(app, routes);
  connect(routes);
  return routes;
}
