#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib/core';
import { QuickstartStack } from '../lib/quickstart-stack';

const app = new cdk.App();
new QuickstartStack(app, 'QuickstartStack');
