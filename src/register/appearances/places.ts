/** Where an appearance is by its clock, whoever goes in the end. */
import { personById } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type TypedDetails, typedOf } from "../details.ts";

/** Its time stays what it is there when somebody of another zone is asked: where none is said, that of whoever is asked first. */
export async function atItsPlace(
  db: Db | Tx,
  workspaceId: string,
  given: TypedDetails,
  ownerId: string | null,
): Promise<TypedDetails> {
  if (given.type !== "appearance" || ownerId === null) return typedOf(given);
  const { time, zone } = given.details;
  if (time === undefined || zone !== undefined) return typedOf(given);
  const owner = await personById(db, workspaceId, ownerId);
  return { type: "appearance", details: { ...given.details, zone: owner.zone } };
}
