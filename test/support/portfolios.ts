/** A program of Retail under a portfolio of Retail and one of all, as the acts of admins make them. */
import { getPerson, type Person } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { addLocalDays } from "../../src/platform/time.ts";
import { changeProgram } from "../../src/programs/changes.ts";
import { createFromForm } from "../../src/programs/creating.ts";
import type { Label } from "../../src/programs/labels.ts";
import { changePortfolio, createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import type { Program } from "../../src/programs/programs.ts";
import type { SeatRole } from "../../src/programs/table.ts";
import { itemsOfPrograms } from "../../src/register/item-rights.ts";
import type { Item } from "../../src/register/items.ts";
import { acting, addQuietly, WHOLE_REQUEST } from "./acting.ts";
import { aRecord, type RecordedPerson } from "./record.ts";
import { servicesAt } from "./still-clock.ts";

export const RETAIL: Label = { name: "Department", value: "Retail" };
export const FINANCE: Label = { name: "Department", value: "Finance" };

/** Cara, Carl and Cleo are for Retail's committee, Sue is its secretary; Amir and Anna for the one over all. */
const HANDLES = ["ada", "tom", "ines", "priya", "sam", "cara", "carl", "cleo", "sue", "amir", "anna"] as const;
type Seats = Partial<Record<SeatRole, readonly string[]>>;

interface Sitting {
  title: string;
  label: Label | null;
  members: readonly string[];
  chair?: string;
  secretary?: string;
}

/** A Friday. */
const NOW = "2026-07-31T10:00:00.000Z";

export async function portfolioWorld(db: Db) {
  const record = await aRecord(db);
  const people = new Map<string, RecordedPerson>();
  for (const handle of HANDLES) people.set(handle, await record.person(handle, { isAdmin: handle === "ada" }));
  const idOf = (handle: string) => {
    const person = people.get(handle);
    if (!person) throw new Error(handle);
    return person.id;
  };
  const handleOf = (id: string | null) => [...people].find(([, person]) => person.id === id)?.[0] ?? null;
  const services = servicesAt(db, NOW);
  const as = (handle: string): Promise<Person> => getPerson(db, record.workspaceId, idOf(handle));
  const asAda = async () => ({ ...services, actor: await as("ada") });

  const formOf = async ({ title, label, members, chair, secretary }: Sitting) => ({
    title,
    label,
    members: await Promise.all(members.map(as)),
    chair: chair === undefined ? null : await as(chair),
    secretary: secretary === undefined ? null : await as(secretary),
    quorum: null,
  });
  const programForm = async (seats: Seats, labels: readonly Label[]) => {
    const roles = Object.entries(seats) as [SeatRole, readonly string[]][];
    const given = roles.flatMap(([role, handles]) => handles.map((handle) => ({ role, handle })));
    return {
      purpose: "",
      benefits: "",
      startsOn: null,
      endsOn: null,
      channelId: null,
      visibility: "members" as const,
      labels,
      seats: await Promise.all(given.map(async ({ role, handle }) => ({ role, person: await as(handle) }))),
    };
  };
  const create = async (title: string, seats: Seats, labels: readonly Label[]): Promise<Program> =>
    createFromForm(await asAda(), { title, ...(await programForm(seats, labels)) });
  const change = async ({ id, title }: Program, seats: Seats, labels: readonly Label[]) =>
    changeProgram(await asAda(), { programId: id, title, ...(await programForm(seats, labels)) });
  const createPortfolio = async (sitting: Sitting): Promise<Program> =>
    createPortfolioFromForm(await asAda(), await formOf(sitting));
  const changed = async ({ id }: Program, sitting: Sitting) =>
    changePortfolio(await asAda(), { programId: id, ...(await formOf(sitting)) });

  let count = 0;
  const request = async (program: Pick<Program, "id">, by: string, to?: string): Promise<Item> => {
    count += 1;
    return addQuietly(acting(services, await as(by)), {
      programId: program.id,
      type: "request",
      details: WHOLE_REQUEST,
      title: `Buy it ${count}?`,
      dueOn: "2026-08-21",
      sourceKey: `command:${count}`,
      ownerId: to === undefined ? null : idOf(to),
    });
  };
  const itemNow = async ({ program_id, id }: Item): Promise<Item> => {
    const [found] = await itemsOfPrograms(db, record.workspaceId, [program_id], { ids: [id] });
    if (!found) throw new Error(`No item ${id}`);
    return found;
  };
  const ownerOf = async (item: Item) => handleOf((await itemNow(item)).owner_id);
  const goAway = async (handle: string, days: number) => {
    const today = NOW.slice(0, 10);
    await db
      .insertInto("absence")
      .values({
        workspace_id: record.workspaceId,
        id: `absence-${handle}`,
        person_id: idOf(handle),
        from_date: today,
        until_date: addLocalDays(today, days),
        delegate_person_id: null,
        created_at: NOW,
      })
      .execute();
  };
  const leave = (handle: string) =>
    db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", idOf(handle)).execute();

  return {
    db,
    services,
    record,
    as,
    idOf,
    handleOf,
    create,
    change,
    createPortfolio,
    changePortfolio: changed,
    request,
    itemNow,
    ownerOf,
    goAway,
    leave,
  };
}
