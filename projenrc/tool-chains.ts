import type { github } from 'projen';

type Tools = github.workflows.Tools;

/** What the workflows install to make and to try the packages of each language. projen's own choice is older than what jsii writes. */
export const PYTHON: Tools = { python: { version: '3.x' } };
export const JAVA: Tools = { java: { version: '17' } };
/** The version in the go.mod that jsii-pacmak writes. */
export const GO: Tools = { go: { version: '^1.25' } };
/** It also compiles for net6.0, which is what jsii-pacmak asks for. */
export const DOTNET: Tools = { dotnet: { version: '8.x' } };
