#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib/core';
import { CustomTransformStack } from '../lib/custom-transform-stack';

const app = new cdk.App();
new CustomTransformStack(app, 'CustomTransformStack');
