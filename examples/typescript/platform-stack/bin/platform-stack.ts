#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib/core';
import { PlatformStack } from '../lib/platform-stack';

const app = new cdk.App();
new PlatformStack(app, 'PlatformStack');
