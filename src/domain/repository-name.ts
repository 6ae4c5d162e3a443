/** Names of repositories as the hub has them: an owner and a name. */
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,95}\/[A-Za-z0-9][A-Za-z0-9_.-]{0,95}$/;

/** Whether a name can be one of the hub's repositories; nothing that is a path is. */
export function isRepositoryName(name: string): boolean {
  return REPOSITORY.test(name) && !/\.\.|--|[.-](?:\/|$)/.test(name);
}
