import { mount } from 'svelte';
import App from './App.svelte';
import './tokens.css';

// A newer parknet has other files: a part of the old page that was not loaded yet is gone.
addEventListener('vite:preloadError', () => location.reload());

const target = document.getElementById('app');
if (target) mount(App, { target });
