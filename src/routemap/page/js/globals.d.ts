// What our scripts and streamlit-folium's keep on the window.
interface Window {
  routemap: Record<string, any>;
  Streamlit: { setComponentValue(value: unknown): void };
  __GLOBAL_DATA__?: Record<string, any>;
}
