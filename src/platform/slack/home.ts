/**
 * The Home tab: what the capabilities have for a person, one section after the other, published when it is opened and
 * again after each act of somebody who has opened it. What does not fit into one view is on further pages.
 */
import { createHash } from "node:crypto";
import type { HeaderBlock, HomeView, KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { languageOf, type Reader } from "../texts/language.ts";
import { actions, button, context, header } from "./blocks.ts";
import { HomeFollowing } from "./home-following.ts";
import { VIEW_LIMITS } from "./limits.ts";
import { type Listening, onPress } from "./listening.ts";
import { slackTexts } from "./texts.ts";

/** Blocks that stay together on one page. */
export type Group = KnownBlock[];

/** What a capability shows to a visitor; nothing: an empty list. */
export type HomeSection<Visitor> = (visitor: Visitor) => Promise<Group[]>;

export interface HomeTab<Actor, Visitor> {
  /** What all sections need to know of a person, read once. */
  visitorOf(actor: Actor): Promise<Visitor>;
  sections: readonly HomeSection<Visitor>[];
  /** For somebody to whom no section has anything to show. */
  firstStep: HomeSection<Visitor>;
}

const homeIds = { more: "home.more", back: "home.back" } as const;
const pageSchema = z.strictObject({ page: z.number().int().min(0) });

/** The page's own line and buttons need two blocks; the rest of the view some bytes. */
const MOST_BLOCKS = VIEW_LIMITS.blocks - 2;
const MOST_BYTES = VIEW_LIMITS.bytes - 10_000;

export function registerHome<Actor, Visitor>(
  listening: Listening<Actor>,
  tab: HomeTab<Actor, Visitor>,
  clock: Pick<Clock, "now">,
): HomeFollowing {
  const { app, log, actorOf, readerOf } = listening;

  const pictureOf = async (slackUserId: string, client: WebClient, wanted: number) => {
    const actor = await actorOf(slackUserId, client);
    const visitor = await tab.visitorOf(actor);
    const groups: Group[] = [];
    for (const section of tab.sections) groups.push(...(await section(visitor)));
    const shown = groups.length > 0 ? groups : await tab.firstStep(visitor);
    const { view, page } = homeView(readerOf(actor), shown, wanted);
    const fingerprint = createHash("sha256").update(JSON.stringify(view)).digest("base64");
    return { page, fingerprint, publish: () => client.views.publish({ user_id: slackUserId, view }) };
  };
  const following = new HomeFollowing(clock, log, pictureOf);

  app.event("app_home_opened", async ({ event, client }) => {
    if (event.tab === "home") await following.opened(event.user, client);
  });

  const { acted } = listening;
  listening.acted = async (slackUserId, client) => {
    await acted?.(slackUserId, client);
    await following.published(slackUserId, client);
  };

  for (const [actionId, step] of [[homeIds.more, 1] as const, [homeIds.back, -1] as const])
    onPress(listening, actionId, async ({ home, slackUserId }) => {
      if (!home) return;
      const { page } = pageSchema.parse(JSON.parse(home.privateMetadata));
      // Published once the press is acknowledged, as after every act.
      following.turnTo(slackUserId, Math.max(0, page + step));
    });
  return following;
}

/** The first group goes with the heading. */
export function withHeading(heading: string, groups: readonly Group[]): Group[] {
  const [first, ...rest] = groups;
  const head: HeaderBlock = header(heading);
  return first ? [[head, ...first], ...rest] : [];
}

function homeView(reader: Reader, groups: readonly Group[], wanted: number): { view: HomeView; page: number } {
  const texts = slackTexts[languageOf(reader.locale)].home;
  const pages = pagesOf(groups);
  const page = Math.min(wanted, pages.length - 1);
  const turns = [
    ...(page > 0 ? [button(homeIds.back, texts.back)] : []),
    ...(page < pages.length - 1 ? [button(homeIds.more, texts.more)] : []),
  ];
  const turning =
    turns.length > 0 ? [context(texts.page(page + 1, pages.length)), actions("home.pages", ...turns)] : [];
  return {
    view: {
      type: "home",
      private_metadata: JSON.stringify({ page } satisfies z.infer<typeof pageSchema>),
      blocks: [...(pages[page] ?? []), ...turning],
    },
    page,
  };
}

function pagesOf(groups: readonly Group[]): KnownBlock[][] {
  const pages: KnownBlock[][] = [];
  let current: KnownBlock[] = [];
  let bytes = 0;
  for (const group of groups.flatMap(fitting)) {
    const weight = Buffer.byteLength(JSON.stringify(group));
    if (current.length > 0 && (current.length + group.length > MOST_BLOCKS || bytes + weight > MOST_BYTES)) {
      pages.push(current);
      current = [];
      bytes = 0;
    }
    current.push(...group);
    bytes += weight;
  }
  return [...pages, current];
}

/** A group that no page could hold comes in pieces. */
function fitting(group: Group): Group[] {
  const pieces: Group[] = [];
  for (let start = 0; start < group.length; start += MOST_BLOCKS) pieces.push(group.slice(start, start + MOST_BLOCKS));
  return pieces;
}
