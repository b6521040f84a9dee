/** Which of its choices an authorization is: the name of the static member. */
export type AuthorizationKind = 'none' | 'apiKey' | 'iam' | 'userPools' | 'authorizer';
